service "a {
  cmd = "a"
}
