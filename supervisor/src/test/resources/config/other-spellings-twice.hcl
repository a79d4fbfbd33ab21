service "api" {
  cmd = "run"
  auto_start = false
  start = "auto"
  restart_on_failure = true
  restart {
    policy = "never"
  }
  health = { url = "tcp://localhost:1" }
  health_check = "tcp://localhost:1"
}
