service "api" {
  cmd = "run"
  port = 0
  health {
    path = "/health"
  }
}
