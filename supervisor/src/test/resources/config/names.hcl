service "My_API" {
  cmd = "a"
}
service "a3s" {
  cmd = "b"
}
service "-c" {
  cmd = "c"
}
task "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" {
  cmd = "d"
}
service "e" {
  cmd = "e"
  subdomain = "a3s"
}
service "f" {
  cmd = "f"
  subdomain = "x.y"
}
dev {
  name = "My Shop"
}
