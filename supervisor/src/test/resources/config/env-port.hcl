service "a" {
  cmd  = "a"
  port = 8000
  env  = { PORT = 9000 }
}
service "b" {
  cmd = "b"
  env = {
    PORT = "3000"
  }
}
service "c" {
  cmd  = "c"
  port = 8001
  env  = { PORT = "8001" }
}
service "d" {
  cmd = "d"
  env = { PORT = service.d.port }
}
