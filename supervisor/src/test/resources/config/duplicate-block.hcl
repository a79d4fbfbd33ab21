service "api" {
  cmd = "run"
  health {
    type = "tcp"
  }
  health {
    type = "http"
  }
}
dev {}
dev {}
