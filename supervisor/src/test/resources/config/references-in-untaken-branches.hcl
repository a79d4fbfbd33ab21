service "api" {
  cmd = "run"
  env = { A = true ? "x" : service.nobody.port }
}
