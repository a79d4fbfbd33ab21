service "a" {
  cmd        = "a"
  depends_on = ["b"]
}

service "b" {
  cmd        = "b"
  depends_on = ["c"]
}

task "c" {
  cmd        = "c"
  depends_on = { a = "started" }
}
