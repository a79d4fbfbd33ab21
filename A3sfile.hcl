# The demo project: `a3s up` here, then http://web.localhost:7080. It needs nothing but a JDK (17 or later).
#
#   web ──► api ──► store        a page, a JSON API with a live feed, a key-value server
#   postcard (asleep until somebody looks at it)
#
# Every path is relative to this file.

dev {
  name = "demo"
  open = "web" # `a3s up` opens this service in the browser once all are ready
}

# A TCP server. No `port`: a free one is chosen, and the service reads it from PORT.
service "store" {
  # A list is the program and its arguments; a string would run through `sh -c`. The flags keep a JVM this small.
  cmd = [env("A3S_JAVA", "java"), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "Store.java"]
  dir = "demo/store"

  health {
    type     = "tcp" # ready when the port accepts a connection
    interval = "2s"
  }
}

# An HTTP API. It starts when the store is ready, and is ready itself when /health answers 2xx.
service "api" {
  cmd        = [env("A3S_JAVA", "java"), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "Api.java"]
  dir        = "demo/api"
  depends_on = ["store"]

  env = {
    STORE_PORT = "${service.store.port}" # known before anything starts
    WEB_ORIGIN = "${service.web.url}"    # whose pages may call it; a reference is no dependency, so this is no cycle
  }

  health {
    type    = "http"
    path    = "/health" # asks the store in turn
    timeout = "1s"
    retries = 3
  }

  watch {
    paths = ["demo/api"] # an edit restarts it; requests wait meanwhile
  }
}

# The page. No `health`: ready when its port accepts a connection.
service "web" {
  cmd        = [env("A3S_JAVA", "java"), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "Web.java"]
  dir        = "demo/web"
  depends_on = ["store", "api"]

  env = {
    API_URL      = "${service.api.url}"
    POSTCARD_URL = "${service.postcard.url}"
  }

  watch {
    paths    = ["demo/web"]
    ignore   = ["*.md"]
    debounce = "200ms" # quiet time after the last change; default 500ms
  }
}

# Started by its first request.
service "postcard" {
  cmd       = [env("A3S_JAVA", "java"), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "Postcard.java"]
  dir       = "demo/postcard"
  start     = "on-demand"

  env = {
    STORE_PORT = "${service.store.port}"
  }
}
