service "api" {
  cmd = "run"
  start = "lazy"
  reload = "swop"
  display = "Pane"
  restart {
    policy = "on_failure"
  }
  stop {
    signal = "SIGTREM"
  }
  health {
    type = "https"
  }
}
dev {
  log_level = "verbose"
}
