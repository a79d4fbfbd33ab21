init {
  step "deps" {
    cmd    = "npm ci"
    inputs = ["web/package-lock.jsn"]
  }
  step "deps" {
    cmd = "again"
  }
  command "x" {
    cmd = "y"
  }
}
initialization {}
