service "a" {
	cmd = "日本語 🚀 ${service.nobody.port}"
	env = { "é́" = nothing }
}
