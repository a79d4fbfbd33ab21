service "api" {
  cmd = "run"
}

task "api" {
  cmd = "x"
}
service "api" {
  cmd = "run"
}
