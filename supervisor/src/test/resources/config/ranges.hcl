service "api" {
  cmd = "run"
  health {
    path    = "/"
    retries = 0
  }
  restart {
    max_restarts = -1
  }
}
service "b" {
  cmd = "run"
  health {
    retries = 1.5
  }
}
