service "api" {
  cmd = "run"
  dir = "wbe"
  env_file = ["docs", ".env.missing"]
}
service "b" {
  cmd = "run"
  dir = "web/package-lock.json"
}
service "c" {
  cmd = "run"
  dir = "~/x"
}
service "d" {
  cmd = "run"
  dir = "a\u0001\u0000b"
}
repo "r" {
  path = "docs"
}
repo "s" {
  path = "../nowhere"
}
