service "api" {
  cmd = "run"
  depend_on = ["x"]
  comand = "y"
  environment = { A = "1" }
  image = "postgres"
  cwd = "web"
}
