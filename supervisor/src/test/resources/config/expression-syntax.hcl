service "a" {
  cmd = "x"
  env = { A = 1 + }
}
service "b" {
  cmd = "x"
  env = { A = true ? 1 }
}
service "c" {
  cmd = "x"
  env = { A = [for x of y : x] }
}
service "d" {
  cmd = "x"
  env = { a.b = 1 }
}
service "e" {
  cmd = "${}"
}
service "f" {
  cmd = "${1 2}"
}
service "g" {
  cmd = x = y
}
service "h" {
  cmd = "a" +
    "b"
}
