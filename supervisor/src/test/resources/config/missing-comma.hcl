service "a" {
  cmd = ["npm" "ci"]
  env = { A = "x" B = "y" }
}
