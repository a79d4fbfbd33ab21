service 'a' {
  cmd = 'run'
}
service “b” {
  cmd = “run”
}
