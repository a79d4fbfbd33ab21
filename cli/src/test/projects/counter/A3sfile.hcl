dev { proxy_port = PROXY }

service "cache" {
  cmd  = "redis-server --port $PORT --save '' --dir ."
  port = REDIS

  health { type = "tcp" }
}

service "counter" {
  cmd        = "node counter.mjs"
  depends_on = ["cache"]
  env        = { REDIS_PORT = "${service.cache.port}" }

  health {
    type = "http"
    path = "/health"
  }
}
