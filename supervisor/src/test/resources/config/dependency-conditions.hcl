service "a" {
  cmd        = "a"
  depends_on = { db = "completed", job = "healthy", x = "redy" }
}
service "db" {
  cmd = "db"
}
service "x" {
  cmd = "x"
}
task "job" {
  cmd        = "job"
  depends_on = ["db", "db"]
}
