service "a" {
  cmd  = "a"
  port = 0x1F90
}
service "b" {
  cmd  = "b"
  port = 8_000
}
service "c" {
  cmd  = "c"
  port = 99999999999999999999999999999999999
}
service "d" {
  cmd  = "d"
  port = 80a80
}
