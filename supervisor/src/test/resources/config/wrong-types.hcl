service "api" {
  cmd = "run"
  port = "8000"
  wildcard = "yes"
  tty = 1
  depends_on = "db"
  pre_start = { a = 1 }
  env = ["A=1"]
  subdomain = 5
  watch {
    paths = "web"
    restart = "true"
  }
  adopt = null
}
