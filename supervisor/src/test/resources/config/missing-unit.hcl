service "api" {
  cmd = "run"
  health {
    path     = "/"
    interval = "2"
    timeout  = 1
  }
  start_timeout = 60
  idle_stop = "0"
  stop {
    timeout = "5 s"
  }
}
