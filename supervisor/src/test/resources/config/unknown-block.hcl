servce "a" {
  cmd = "a"
}
services "b" {
  cmd = "b"
}
volume "c" {}
service "api" {
  cmd = "run"
  helth {
    type = "tcp"
  }
}
