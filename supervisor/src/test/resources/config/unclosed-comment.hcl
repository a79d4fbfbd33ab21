service "a" {
  cmd = "a"
}
/* the rest
service "b" {
  cmd = "b"
}
