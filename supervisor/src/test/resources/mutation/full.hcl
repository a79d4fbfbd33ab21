# The whole language in one file.

dev {
  name       = "shop"
  proxy_port = 7080
  log_level  = "info" # of the daemon
  open       = "web"
  monitor    = "3s"
}

init {
  step "deps" {
    cmd    = ["npm", "ci"]
    dir    = "web"
    inputs = ["web/package-lock.json"]
  }
}

task "migrate" {
  cmd        = <<-EOT
    set -e
    echo "to ${service.db.port}"
  EOT
  depends_on = ["db"]
}

service "db" {
  cmd = "postgres -p ${service.db.port}"
  health { type = "tcp" }
}

/* what people see */
service "web" {
  cmd        = "npm run dev"
  dir        = "web"
  port       = 3000 + 1
  env = {
    API_URL = service.api.url
    "LOG"   = env.LEVEL == "debug" ? "all" : "some"
    NAMES   = join(",", [for n in ["a", "b"] : upper(n) if n != "c"])
  }
  depends_on = {
    db      = "healthy"
    migrate = "completed"
  }

  watch {
    paths    = ["web/src", "docs"]
    ignore   = ["target", "*.lock"]
    debounce = "250ms"
  }

  health {
    path     = "/health"
    interval = "2s"
    retries  = 3
  }

  restart {
    policy       = "always"
    max_restarts = 0
  }

  stop {
    signal  = "SIGINT"
    timeout = "10s"
  }
}

service "api" {
  cmd       = "cargo run"
  subdomain = "backend"
  start     = "on-demand"
  idle_stop = "15m"
  pre_start = ["make schema", ["sh", "-c", "true"]]
  adopt     = false
}

route "pgadmin" {
  to = "http://127.0.0.1:5050"
}

repo "backend" {
  path = "../shop-backend"
}
