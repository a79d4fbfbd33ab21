service "s0" {
  cmd  = "x"
  port = 70000
}
service "s1" {
  cmd  = "x"
  port = -1
}
service "s2" {
  cmd  = "x"
  port = 80.5
}
service "s3" {
  cmd  = "x"
  port = "http"
}
service "s4" {
  cmd  = "x"
  port = true
}
service "s5" {
  cmd  = "x"
  port = [80]
}
dev {
  proxy_port = 0
}
