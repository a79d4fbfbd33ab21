service "a" {
  cmd        = "a"
  depends_on = ["a"]
}
