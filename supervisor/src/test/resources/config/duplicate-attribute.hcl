service "api" {
  cmd = "run"
  port = 8000
  port = 8001
  command = "again"
}
