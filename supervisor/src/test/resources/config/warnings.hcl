service "api" {
  cmd = "run"
  idle_stop = "5m"
  adopt = true
  watch {
    paths = ["wbe/src", "web"]
  }
}
service "db" {
  cmd = "docker compose up -d db"
}
