service "a" {
  cmd = "a"

  health
    type = "tcp"
  }
}
