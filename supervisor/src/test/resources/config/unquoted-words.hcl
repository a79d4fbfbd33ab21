service "a" {
  cmd    = npm run dev
  start  = manual
  dir    = ./web
  health { interval = 2s }
}
