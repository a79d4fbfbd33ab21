service "a" {
  cmd  = "a";
  port = 8000 & 1
  dir  = @web
}
