service {
  cmd = "a"
}
service "b" "c" {
  cmd = "b"
}
service "" {
  cmd = "d"
}
dev "x" {
}
service "e${1}" {
  cmd = "e"
}
