service "a" {
  cmd  = upper("x"
  port = 8000
}
