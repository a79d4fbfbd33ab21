service "a" {
  cmd      = "a"
  env_file = [".env.local", "web/package-lock.json"]
}
