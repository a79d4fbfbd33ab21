service "s0" {
  cmd    = "x"
  health = "localhost:8000"
}
service "s1" {
  cmd    = "x"
  health = "https://localhost:1/"
}
service "s2" {
  cmd    = "x"
  health = "http://example.com/"
}
service "s3" {
  cmd    = "x"
  health = "tcp://localhost:1/x"
}
service "s4" {
  cmd    = "x"
  health = "http://localhost:70000/"
}
service "s5" {
  cmd    = "x"
  health = "http://localhost/a b"
}
service "s6" {
  cmd    = "x"
  health = 8000
}
service "s7" {
  cmd    = "x"
  health = "http://localhost/health"
}
