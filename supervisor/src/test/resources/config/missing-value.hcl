service "a" {
  cmd  = "a"
  port =
}
