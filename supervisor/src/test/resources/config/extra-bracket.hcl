service "a" {
  cmd  = "a"]
  port = 8000)
}
