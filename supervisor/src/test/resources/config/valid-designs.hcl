initialization {
  commands = [
    { name = "Install frontend deps", command = "npm install", working_directory = "web" },
    "true",
  ]
}

service "database" {
  command      = "docker-compose up postgres"
  port         = 5432
  health_check = "tcp://localhost:5432"
  auto_start   = true
}

service "backend" {
  command           = ["python", "manage.py", "runserver", "0.0.0.0:8000"]
  working_directory = "api"
  port              = 8000
  env = {
    DEBUG = "true"
  }
  health_check {
    url      = "http://localhost:8000/health"
    timeout  = 30
    retries  = 3
    interval = 5
  }
  restart_on_failure = true
  startup_delay      = 2
  display_mode       = "pane"
  depends_on         = ["database"]
  pre_start = [
    "python manage.py migrate",
    "python manage.py collectstatic --noinput",
  ]
}
