dev { proxy_port = 7080  log_level = "info" }

service "a" {
  cmd = "a" port = 8000
}
service "b" { cmd = "b"
  port = 1
}
