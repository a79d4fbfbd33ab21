service "api" {
  cmd = "run"
  env = {
    A = service.ap.port
    B = service.api.prot
    C = project.nam
    D = sesion.name
    E = api.port
    F = var.x
    G = env.HOEM
    H = service.api
    I = env("NOPE")
    J = service["db"].url
  }
}
