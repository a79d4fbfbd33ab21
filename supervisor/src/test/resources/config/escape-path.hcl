service "a" {
  cmd = "C:\run"
  env = { P = "50%{ x }" }
}
