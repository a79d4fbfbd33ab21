service "api" {
  cmd = "run"
  env = {
    A = uper("x")
    B = uuid()
    C = upper()
    D = join(",")
    E = file("x")
  }
}
