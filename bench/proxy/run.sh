#!/usr/bin/env bash
# Compares the proxy with nginx and HAProxy, one worker each, on loopback, in front of one nginx as upstream.
# Rounds are interleaved, so that a machine that drifts drifts for all. Bounded: ROUNDS x 3 x SECONDS.
#   bench/proxy/run.sh            (build first: mvn -q -pl proxy -am package -DskipTests)
# Needs wrk, nginx and haproxy (Debian: wrk nginx-light haproxy) and the JDK 25 in JAVA_HOME.
set -euo pipefail
cd "$(dirname "$0")/../.."

ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-4} CONNECTIONS=${CONNECTIONS:-32} BODY=${BODY:-1024}
JAVA=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
WORK=$(mktemp -d) PIDS=()
stop() { for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$WORK"; }
trap stop EXIT

chmod 755 "$WORK"
head -c "$BODY" /dev/zero | tr '\0' x > "$WORK/body"
cat > "$WORK/upstream.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/upstream.pid; error_log /dev/null;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000;
  server { listen 127.0.0.1:18080 backlog=1024; root $WORK; location / { try_files /body =404; } } }
CONF
cat > "$WORK/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/nginx.pid; error_log /dev/null;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000;
  upstream web { server 127.0.0.1:18080; keepalive 64; keepalive_requests 100000000; }
  server { listen 127.0.0.1:18081 backlog=1024; server_name web.localhost; location / { proxy_pass http://web;
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host \$http_host;
    proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Host \$http_host;
    proxy_set_header X-Forwarded-Proto \$scheme; proxy_set_header Via "1.1 nginx"; } } }
CONF
cat > "$WORK/haproxy.cfg" <<CONF
global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend front
  bind 127.0.0.1:18082
  option forwardfor
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  http-request set-header X-Forwarded-Proto http
  http-request set-header Via "1.1 haproxy"
  use_backend web if { hdr(host) -m beg web.localhost }
backend web
  server web 127.0.0.1:18080 pool-max-conn 64
CONF
nginx -p "$WORK" -c "$WORK/upstream.conf" & PIDS+=($!)
nginx -p "$WORK" -c "$WORK/nginx.conf" & PIDS+=($!); NGINX=$!
haproxy -f "$WORK/haproxy.cfg" -db >/dev/null 2>&1 & PIDS+=($!); HAPROXY=$!
CLASSES=proxy/target/classes:$(find "${M2:-$HOME/.m2/repository}/io/netty" -name 'netty-*4.2.18.Final*.jar' | tr '\n' ':')
"${JAVA}c" -d "$WORK/classes" -cp "$CLASSES" bench/proxy/BenchProxy.java
"$JAVA" ${JAVA_OPTIONS:--XX:+UseSerialGC -Xmx64m} --enable-native-access=ALL-UNNAMED \
  -cp "$WORK/classes:$CLASSES" BenchProxy 18083 18080 & PIDS+=($!); OURS=$!

workers() { echo "$1 $(cat /proc/"$1"/task/"$1"/children 2>/dev/null)"; }
ticks() { local sum=0 pid; for pid in $(workers "$1"); do
  sum=$((sum + $(sed 's/.*) //' "/proc/$pid/stat" | awk '{print $12 + $13}'))); done; echo $sum; }
rss() { local sum=0 pid; for pid in $(workers "$1"); do
  sum=$((sum + $(awk '/^VmRSS/ {print $2}' "/proc/$pid/status"))); done; echo $sum; }
wait_for() { for _ in $(seq 100); do curl -s -o /dev/null -H 'Host: web.localhost' "http://127.0.0.1:$1/" && return; sleep 0.1; done
  echo "nothing answers on port $1" >&2; exit 1; }
for port in 18080 18081 18082 18083; do wait_for $port; done

round() { # name port pid
  local before after out requests
  before=$(ticks "$3")
  out=$(wrk -t1 -c"$CONNECTIONS" -d"${SECONDS_EACH}s" --latency -H 'Host: web.localhost:7080' "http://127.0.0.1:$2/")
  after=$(ticks "$3")
  requests=$(awk '/requests in/ {print $1}' <<< "$out")
  grep -q 'Non-2xx\|Socket errors' <<< "$out" && { echo "$1: $out" >&2; }
  awk -v name="$1" -v ticks=$((after - before)) -v n="$requests" -v rss="$(rss "$3")" '
    function us(t) { return t ~ /ms$/ ? t * 1000 : t ~ /us$/ ? t + 0 : t * 1000000 }
    /Requests\/sec/ {rps = $2} $1 == "50%" {p50 = us($2)} $1 == "99%" {p99 = us($2)}
    END {printf "%s %.0f %.2f %.0f %.0f %.1f\n", name, rps, ticks * 10000 / n, p50, p99, rss / 1024}' <<< "$out" >> "$WORK/results"
}
for port in 18081 18082 18083; do wrk -t1 -c"$CONNECTIONS" -d"${WARMUP:-4}s" -H 'Host: web.localhost' "http://127.0.0.1:$port/" >/dev/null; done
wrk -t1 -c"$CONNECTIONS" -d"${WARMUP:-4}s" -H 'Host: web.localhost' http://127.0.0.1:18083/ >/dev/null
for _ in $(seq "$ROUNDS"); do
  round nginx 18081 "$NGINX"; round haproxy 18082 "$HAPROXY"; round a3s 18083 "$OURS"
done
echo "connections $CONNECTIONS, body $BODY bytes, $ROUNDS rounds of $SECONDS_EACH s, medians"
for name in nginx haproxy a3s; do
  for column in 2 3 4 5 6; do
    awk -v n="$name" -v c="$column" '$1 == n {print $c}' "$WORK/results" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
  done | tr '\n' ' ' | sed "s/^/$name /"; echo
done | awk 'BEGIN {printf "%-8s %9s %12s %8s %8s %8s\n", "", "req/s", "CPU us/req", "p50 us", "p99 us", "RSS MB"}
  {printf "%-8s %9.0f %12.2f %8.0f %8.0f %8.1f\n", $1, $2, $3, $4, $5, $6; for (i = 2; i <= 6; i++) v[$1, i] = $i}
  END {for (peer = 1; peer <= 2; peer++) { p = peer == 1 ? "nginx" : "haproxy"
    printf "%-8s %9.2f %12.2f %8.2f %8.2f %8.2f\n", "a3s/" p, v["a3s",2]/v[p,2], v["a3s",3]/v[p,3], v["a3s",4]/v[p,4], v["a3s",5]/v[p,5], v["a3s",6]/v[p,6] }}'
