service "a" {
  cmd  = "a"
  port = service.b.port + 1
}
service "b" {
  cmd  = "b"
  port = service.a.port + 1
}
dev {
  name = "${project.name}x"
}
