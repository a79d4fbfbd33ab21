service "a" {
  cmd = "a"
}
service "b" {
  cmd       = "b"
  subdomain = "a"
}
route "a" {
  to = "http://127.0.0.1:5050"
}
service "worker" {
  cmd  = "w"
  port = 0
}
