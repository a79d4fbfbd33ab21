service "a" {
  cmd       = "a"
  pre_start = ["x", "y"
  port      = 8000
}
