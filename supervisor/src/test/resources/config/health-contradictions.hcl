service "api" {
  cmd = "run"
  health {
    type = "tcp"
    path = "/x"
    cmd  = "y"
  }
}
service "b" {
  cmd = "run"
  health {
    path   = "x"
    status = "2xx"
  }
}
service "c" {
  cmd = "run"
  health {
    type    = "log"
    pattern = "("
  }
}
service "d" {
  cmd = "run"
  health {
    type = "tcp"
    url  = "http://localhost:1/"
  }
}
service "e" {
  cmd = "run"
  health = "tcp://localhost:1"
  health {}
}
