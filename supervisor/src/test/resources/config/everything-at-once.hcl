dev {
  proxy_port = 99999
}

service "web" {
  comand     = "npm run dev"
  port       = 3000
  depends_on = ["apii"]
  health {
    interval = "2"
  }
}

service "api" {
  cmd  = "cargo run"
  port = 3000
  dir  = "nowhere"
  env  = { DB = service.db.port }
