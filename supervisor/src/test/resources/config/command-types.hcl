service "a" {
  cmd = []
}
service "b" {
  cmd = ""
}
service "c" {
  cmd = 5
}
service "d" {
  cmd = ["x", 5, true]
}
service "e" {
  cmd = null
}
