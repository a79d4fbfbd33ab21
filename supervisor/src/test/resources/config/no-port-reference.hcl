service "worker" {
  cmd  = "w"
  port = 0
}
service "b" {
  cmd = "b"
  env = { A = service.worker.url, B = service.job.port }
}
task "job" {
  cmd = "j"
}
