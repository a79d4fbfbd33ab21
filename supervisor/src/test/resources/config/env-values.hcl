service "api" {
  cmd = "run"
  env = { A = null, B = ["x"], "C=D" = "x", E = 1, F = true, G = 1.50 }
}
