service "api" {
	cmd = "run"
	health_check = {
		url = "http://localhost:8000/health"
		timeout = 5
	}
	env = { A = "x", B = "${env("NOPE", "y")}-z" }
	port = 8000
}
service "worker" {
	cmd = "work"
	port = 0
	depends_on = ["api"]
}
