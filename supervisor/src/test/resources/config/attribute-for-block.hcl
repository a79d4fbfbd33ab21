service "api" {
  cmd = "run"
  watch = { paths = ["web"] }
  restart = "always"
  env {
    A = "x"
  }
  port {}
}
