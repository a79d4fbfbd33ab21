service "a" {
  cmd = "[31m${service.nobody.port}"
}
