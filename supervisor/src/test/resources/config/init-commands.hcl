initialization {
  commands = [
    { nam = "deps", command = "npm ci" },
    { name = "build", script = "make" },
  ]
}
