service "api" {
  cmd = "run"
  watch {
    paths  = ["web/**/*.js", "*.toml", "web/{a,b}", "app/[id]"]
    ignore = ["./dist", "../shared/dist"]
  }
}
