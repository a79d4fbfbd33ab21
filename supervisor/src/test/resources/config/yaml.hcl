service "a" {
  cmd: "a"
  port: 8000
  depends_on:
    - db
}
