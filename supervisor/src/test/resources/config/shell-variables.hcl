service "a" {
  cmd = "serve --port ${PORT}"
  env = { CACHE = "${HOME}/.cache" }
}
