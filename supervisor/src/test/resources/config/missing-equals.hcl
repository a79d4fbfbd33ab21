service "a" {
  cmd  = "a"
  port 8000
  dir  "web"
  tty
}
