task "seed" { cmd = "true" }
service "web" {
  cmd        = "exec sleep 600"
  depends_on = ["db", "seed"]
  health {
    type = "cmd"
    cmd  = "true"
  }
}
service "db" {
  cmd  = "exec sleep 600"
  port = 0
}
service "tools" {
  cmd   = "exec sleep 600"
  port  = 0
  start = "manual"
}
service "broken" {
  cmd  = "exit 3"
  port = 0
  restart { policy = "never" }
}
