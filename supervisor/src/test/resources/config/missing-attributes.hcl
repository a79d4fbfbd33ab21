service "a" {
}
task "b" {
  dir = "web"
}
service "c" {
  cmd = "c"
  watch {}
  health { type = "cmd" }
}
route "d" {}
repo "e" {}
init {
  step "f" {}
}
