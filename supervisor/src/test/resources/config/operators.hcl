service "api" {
  cmd = "run"
  env = {
    A = "a" + "b"
    B = 1 / 0
    C = !"x"
    D = "x" ? 1 : 2
    E = [1, 2][5]
    F = { a = 1 }.b
    G = "x".y
    H = "${[1]}"
    I = "${null}"
    J = 1 < "x"
  }
}
