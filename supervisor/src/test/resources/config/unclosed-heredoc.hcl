service "a" {
  cmd = <<EOT
    run
}

service "b" {
  cmd        = "b"
  depends_on = ["a"]
}
