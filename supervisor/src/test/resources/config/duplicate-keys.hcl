service "api" {
  cmd = "run"
  env = {
    A = "x"
    A = "y"
  }
}
service "b" {
  cmd = "run"
  env = { for n in ["a", "a"] : n => n }
}
