service "a" {
  cmd = "a"
} service "b" {
  cmd = "b"
}
