service "a" {
  cmd = "grep \d \u12 \n"
}
