service "a" {
  cmd = "a"

  health {
    type = "tcp"

  watch {
    paths = ["web"]
  }
}

service "b" {
  cmd = "b"
}
