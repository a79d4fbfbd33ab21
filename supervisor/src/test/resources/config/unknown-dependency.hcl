service "a" {
  cmd        = "a"
  depends_on = ["bb", "nobody", "backend/apii", "front/x"]
}
service "b" {
  cmd = "b"
}
repo "backend" {
  path = "../shop-backend"
}
