service "a" {
  cmd = "a ${service.a.port"
}
