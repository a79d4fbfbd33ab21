service "api" {
  cmd = "run"
  port = 0
  start = "on-demand"
}
