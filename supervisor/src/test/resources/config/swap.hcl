service "a" {
  cmd    = "a"
  port   = 8000
  reload = "swap"
}
service "b" {
  cmd    = "b"
  reload = "swap"
}
service "c" {
  cmd = "c"
  env = { B = service.b.address, U = service.b.url }
}
