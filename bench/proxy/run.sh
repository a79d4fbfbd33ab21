#!/usr/bin/env bash
# Compares the proxy with nginx, HAProxy and Caddy, one worker or processor each, and with the development proxies portless
# and hotel, on loopback, in front of the same two upstreams: one nginx with files, one program for uploads, events and
# WebSockets. Rounds are interleaved, so that a machine that drifts drifts for all; figures are medians, those in brackets
# how many times ours. Bounded: about 11 cases x peers x ROUNDS x SECONDS_EACH, 10 minutes with all of them.
#   bench/proxy/run.sh            (build first: mvn -q -pl proxy -am package -DskipTests)
#   CASES='GET 1 KB|idle' PEERS='nginx haproxy' ROUNDS=5 SECONDS_EACH=4 bench/proxy/run.sh
# Needs wrk and nginx (Debian: wrk nginx-light) and a JDK 25 in JAVA_HOME. Peers that are not there are said and skipped:
# haproxy and caddy (Debian), portless and hotel (npm install portless hotel; NODE_MODULES says where).
# a3s is the proxy in a JVM as the daemon runs it; a3s-c1 the same without the JVM's optimising compiler, a3s-epoll without
# io_uring.
set -euo pipefail
cd "$(dirname "$0")/../.."

JAVA=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
NODE_MODULES=${NODE_MODULES:-node_modules}
PEERS=${PEERS:-nginx haproxy caddy portless hotel a3s-epoll a3s-c1}
WORK=$(mktemp -d) PIDS=()
stop() { for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$WORK"; }
trap stop EXIT
ulimit -n "$(ulimit -Hn)"
for tool in wrk nginx; do command -v $tool >/dev/null || { echo "$tool is missing; Debian: apt-get install wrk nginx-light" >&2; exit 1; }; done

chmod 755 "$WORK"; mkdir "$WORK/www" "$WORK/classes"
head -c 1024 /dev/zero | tr '\0' x > "$WORK/www/small"
{ echo '{"items": ['; for i in $(seq 125); do printf '{"id": %06d, "name": "an item of a list", "price": "12.50", "tags": ["a", "b"]},\n' "$i"; done
  echo '{}]}'; } > "$WORK/www/body.json"
head -c $((10 * 1024 * 1024)) /dev/zero | tr '\0' x > "$WORK/www/large"

cat > "$WORK/upstream.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/upstream.pid; error_log /dev/null;
events { worker_connections 16384; }
http { access_log off; sendfile on; keepalive_requests 100000000;
  server { listen 127.0.0.1:18080 backlog=4096; root $WORK/www; } }
CONF
cat > "$WORK/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/nginx.pid; error_log /dev/null;
events { worker_connections 32768; }
http { access_log off; keepalive_requests 100000000; client_max_body_size 0;
  client_body_temp_path $WORK/body; proxy_temp_path $WORK/temp;
  proxy_http_version 1.1; proxy_buffering off; proxy_request_buffering off; proxy_read_timeout 10m;
  map \$http_upgrade \$connection_upgrade { default upgrade; '' ''; }
  proxy_set_header Connection \$connection_upgrade; proxy_set_header Upgrade \$http_upgrade; proxy_set_header Host \$http_host;
  proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Host \$http_host;
  proxy_set_header X-Forwarded-Proto \$scheme; proxy_set_header Via "1.1 nginx";
  upstream web { server 127.0.0.1:18080; keepalive 64; keepalive_requests 100000000; }
  upstream live { server 127.0.0.1:18090; keepalive 64; keepalive_requests 100000000; }
  server { listen 127.0.0.1:18081 backlog=4096; server_name web.localhost; location / { proxy_pass http://web; } }
  server { listen 127.0.0.1:18081; server_name live.localhost; location / { proxy_pass http://live; } } }
CONF
cat > "$WORK/haproxy.cfg" <<CONF
global
  nbthread 1
  maxconn 8000
defaults
  mode http
  timeout connect 5s
  timeout client 10m
  timeout server 10m
  http-reuse always
frontend front
  bind 127.0.0.1:18082 backlog 4096
  option forwardfor
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  http-request set-header X-Forwarded-Proto http
  http-request set-header Via "1.1 haproxy"
  use_backend web if { hdr(host) -m beg web.localhost }
  use_backend live if { hdr(host) -m beg live.localhost }
backend web
  server web 127.0.0.1:18080 pool-max-conn 64
backend live
  server live 127.0.0.1:18090 pool-max-conn 64
CONF
cat > "$WORK/Caddyfile" <<CONF
{
  admin off
  auto_https off
}
http://web.localhost:18084 {
  reverse_proxy 127.0.0.1:18080
}
http://live.localhost:18084 {
  reverse_proxy 127.0.0.1:18090
}
CONF
mkdir -p "$WORK/home/.hotel/servers"
echo '{"port": 18086, "host": "127.0.0.1", "tld": "localhost"}' > "$WORK/home/.hotel/conf.json"
echo '{"target": "http://127.0.0.1:18080"}' > "$WORK/home/.hotel/servers/web.json"
echo '{"target": "http://127.0.0.1:18090"}' > "$WORK/home/.hotel/servers/live.json"

CLASSES=proxy/target/classes:$(find "${M2:-$HOME/.m2/repository}/io/netty" -name 'netty-*4.2.18.Final*.jar' | tr '\n' ':')
"${JAVA}c" -d "$WORK/classes" -cp "$CLASSES" bench/proxy/*.java
nginx -p "$WORK" -c "$WORK/upstream.conf" & PIDS+=($!)
"$JAVA" -XX:+UseSerialGC -Xmx512m -cp "$WORK/classes" LiveUpstream 18090 & PIDS+=($!)

ours() { # name port compiler
  "$JAVA" -XX:+UseSerialGC -XX:ReservedCodeCacheSize=48m -Xms10m -Xmn6m -Xmx256m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
    -XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=8000 \
    -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000 \
    -XX:TrimNativeHeapInterval=30000 -Dio.netty.leakDetection.level=disabled -Dio.netty.jfr.enabled=false "$3" --enable-native-access=ALL-UNNAMED \
    -cp "$WORK/classes:$CLASSES" BenchProxy "$2" 18080 18090 & up "$1" "$2" $!; }
up() { PIDS+=("$3"); echo "$1 $2 $3" >> "$WORK/started"; }
missing() { echo "$1 is missing and left out; $2" >&2; }
peer() {
  case $1 in
    nginx) nginx -p "$WORK" -c "$WORK/nginx.conf" & up nginx 18081 $! ;;
    haproxy) command -v haproxy >/dev/null || { missing haproxy "Debian: apt-get install haproxy"; return; }
      haproxy -f "$WORK/haproxy.cfg" -db >/dev/null 2>&1 & up haproxy 18082 $! ;;
    caddy) command -v caddy >/dev/null || { missing caddy "Debian: apt-get install caddy"; return; }
      HOME="$WORK/home" GOMAXPROCS=1 caddy run --config "$WORK/Caddyfile" --adapter caddyfile >/dev/null 2>&1 & up caddy 18084 $! ;;
    portless) [ -e "$NODE_MODULES/portless" ] || { missing portless "npm install portless, and set NODE_MODULES"; return; }
      export PORTLESS_SYNC_HOSTS=0 PORTLESS_STATE_DIR="$WORK/portless" PORTLESS_HTTPS=0 PORTLESS_PORT=18085
      "$NODE_MODULES/.bin/portless" proxy start --no-tls --port 18085 --foreground >"$WORK/portless.log" 2>&1 & up portless 18085 $!
      "$NODE_MODULES/.bin/portless" alias web 18080 >/dev/null; "$NODE_MODULES/.bin/portless" alias live 18090 >/dev/null ;;
    hotel) [ -e "$NODE_MODULES/hotel" ] || { missing hotel "npm install hotel, and set NODE_MODULES"; return; }
      HOME="$WORK/home" node "$NODE_MODULES/hotel/lib/daemon" >"$WORK/hotel.log" 2>&1 & up hotel 18086 $! ;;
    a3s-c1) ours a3s-c1 18089 -XX:TieredStopAtLevel=1 ;;
    a3s-epoll) ours a3s-epoll 18088 -Ddev.a3s.proxy.transport=epoll ;;
    *) echo "no peer is called $1" >&2; exit 1 ;;
  esac
}
ours a3s 18083 -XX:+TieredCompilation
for name in $PEERS; do peer "$name"; done
while read -r name port pid; do
  for host in web live; do
    for try in $(seq 100); do
      curl -sf -o /dev/null -H "Host: $host.localhost" "http://127.0.0.1:$port/small" && break
      [ "$try" = 100 ] && echo "$name does not serve $host.localhost on port $port and is left out" >&2 && sed -i "/^$name /d" "$WORK/started"
      sleep 0.1
    done
  done
done < <(cat "$WORK/started")

echo "$(date -u +%F) $(nproc) x$(sed -n 's/^model name.*://p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg), $("$JAVA" -version 2>&1 | head -1)"
"$JAVA" -XX:+UseSerialGC -Xmx1g -cp "$WORK/classes" Bench "$WORK/started" bench/proxy/upload.lua
echo; echo "load at the end $(cut -d' ' -f1-3 /proc/loadavg)"
