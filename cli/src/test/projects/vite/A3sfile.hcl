dev { proxy_port = PROXY }

service "front" {
  cmd = "npm run dev -- --port $PORT --strictPort"
}
