service "a" {
  cmd  = "a"
  port = 8000
}

service "b" {
  cmd  = "b"
  port = 4000 * 2
}
