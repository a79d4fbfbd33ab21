service "api" {
  cmd = "run"
  health {
    path     = "/"
    interval = "1ms"
    timeout  = "-1s"
  }
  start_timeout = "10y"
  watch {
    paths    = ["web"]
    debounce = "11s"
  }
  restart {
    backoff     = "10s"
    max_backoff = "5s"
  }
  startup_delay = "99999999999999d"
}
