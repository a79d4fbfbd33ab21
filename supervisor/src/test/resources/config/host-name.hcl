dev {
  host = "not a host"
  open = "nobody"
}
