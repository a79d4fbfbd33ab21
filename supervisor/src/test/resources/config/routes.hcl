route "r0" {
  to = "https://x"
}
route "r1" {
  to = "http://127.0.0.1:5050/path"
}
route "r2" {
  to = "5050"
}
route "r3" {
  to = "http://"
}
route "r4" {
  to = "http://h:70000"
}
route "r5" {
  to = "http://u@h"
}
route "r6" {
  to = 5050
}
