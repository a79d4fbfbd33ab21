service "a" {
  cmd = "a"
  env = {
    A = "x"
  port = 8000
}

service "b" {
  cmd = "b"
}
