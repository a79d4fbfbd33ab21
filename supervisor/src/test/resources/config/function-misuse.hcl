service "api" {
  cmd = "run"
  env = {
    A = join(",", "x")
    B = upper([1])
    C = element([], 1)
    D = lookup({ a = 1 }, "b")
    E = regex("(", "x")
    F = format("%d", "x")
    G = base64decode("!")
    H = jsondecode("{")
    I = replace("a", "/a/", "b")
    J = tonumber("x")
  }
}
