# Several servers of one repository.

dev {
  proxy_port = 7080 # one port for all names
  log_level  = "info"
}

service "gateway" {
  cmd       = "cargo run -p gateway -- --config gateway.hcl"
  dir       = "api"
  port      = 8080
  subdomain = "gw"

  env = {
    RUST_LOG = "info"
  }

  watch {
    paths   = ["api/src"]
    ignore  = ["target", "*.lock"]
    restart = true
  }

  health {
    type     = "http"
    path     = "/health"
    interval = "2s"
    timeout  = "1s"
    retries  = 3
  }
}

service "events" {
  cmd  = "cargo run -p events"
  port = 4222

  health {
    type     = "tcp"
    interval = "2s"
  }
}

service "site" {
  cmd        = "pnpm dev"
  dir        = "web"
  port       = 3000
  depends_on = ["gateway", "events"]

  watch {
    paths   = ["web/src"]
    restart = false # it reloads itself
  }

  health {
    type     = "http"
    path     = "/api/health"
    interval = "3s"
    retries  = 5
  }
}
