#!/usr/bin/env bash
# What does a supervisor with 20 ready services cost while nothing happens? The daemon (ten services with a TCP port, ten
# without), portless's proxy with ten names, and the process managers pm2 and mprocs with twenty processes run side by
# side, settle, and are watched for the same time. Prints CPU in % of a core and resident memory of the supervisor alone.
# Linux. pm2, mprocs and portless come from npm: npm install pm2 mprocs portless, and set NODE_MODULES; what is missing is
# left out. Build first: ./a3s --version
#   [NODE_MODULES=dir/node_modules] [SETTLE=60] [SECONDS_WATCHED=60] bench/daemon/run.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

ROOT=$PWD SETTLE=${SETTLE:-60} SECONDS_WATCHED=${SECONDS_WATCHED:-60} NODE_MODULES=${NODE_MODULES:-$PWD/node_modules}
JAVA=$(cat cli/target/build.jdk)/bin/java
A3S=$ROOT/cli/target/a3s/bin/a3s
WORK=$(mktemp -d)
export A3S_HOME=$WORK/home PM2_HOME=$WORK/pm2 PM2_DISCRETE_MODE=true PORTLESS_STATE_DIR=$WORK/portless PORTLESS_SYNC_HOSTS=0
PIDS=() WATCHED=()
stop() {
  "$A3S" daemon stop >/dev/null 2>&1 || true
  [ ! -d "$PM2_HOME" ] || "$NODE_MODULES/.bin/pm2" kill >/dev/null 2>&1 || true
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$WORK" 2>/dev/null && break; sleep 0.2; done
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
free_port() { "$JAVA" "$ROOT/bench/cli/BenchCli.java" port; }
missing() { echo "$1 is left out: npm install $1, and set NODE_MODULES" >&2; }

cat >"$WORK/listen.pl" <<'PERL'
use IO::Socket::INET;
my $listener = IO::Socket::INET->new(Listen => 64, LocalAddr => "127.0.0.1:" . ($ENV{PORT} // 0)) or die "listen: $!";
while (1) { $listener->accept }
PERL

# a3s
{
  printf 'dev {\n  name       = "bench"\n  proxy_port = %s\n}\n' "$(free_port)"
  for i in 0 1 2 3 4 5 6 7 8 9; do
    printf 'service "worker%s" {\n  port = 0\n  cmd  = ["sleep", "1000000"]\n}\n' "$i"
    printf 'service "web%s" {\n  cmd = ["perl", "listen.pl"]\n}\n' "$i"
  done
} >"$WORK/A3sfile.hcl"
(cd "$WORK" && "$A3S" up -d >"$WORK/up.log" 2>&1) || { cat "$WORK/up.log" >&2; exit 1; }
daemon=$(sed 's/.*"pid":\([0-9]*\).*/\1/' "$A3S_HOME/daemon.json")
WATCHED+=("a3s daemon=$daemon")

# portless's proxy
if [ -e "$NODE_MODULES/portless" ]; then
  port=$(free_port)
  PORTLESS_HTTPS=0 PORTLESS_PORT=$port node "$NODE_MODULES/portless/dist/cli.js" proxy start --no-tls --port "$port" \
    --foreground >"$WORK/portless.log" 2>&1 &
  PIDS+=($!) WATCHED+=("portless proxy=$!")
  sleep 2
  for i in 0 1 2 3 4 5 6 7 8 9; do
    PORTLESS_HTTPS=0 PORTLESS_PORT=$port node "$NODE_MODULES/portless/dist/cli.js" alias "web$i" $((18100 + i)) >/dev/null
  done
else missing portless; fi

# pm2
if [ -e "$NODE_MODULES/pm2" ]; then
  {
    echo 'module.exports = { apps: ['
    for i in 0 1 2 3 4 5 6 7 8 9; do
      printf '{ name: "worker%s", script: "/bin/sleep", args: "1000000", interpreter: "none" },\n' "$i"
      printf '{ name: "web%s", script: "%s", interpreter: "perl" },\n' "$i" "$WORK/listen.pl"
    done
    echo '] }'
  } >"$WORK/ecosystem.config.js"
  "$NODE_MODULES/.bin/pm2" start "$WORK/ecosystem.config.js" >"$WORK/pm2.log" 2>&1
  WATCHED+=("pm2 daemon=$(cat "$PM2_HOME/pm2.pid")")
else missing pm2; fi

# mprocs wants a terminal, which script(1) gives it
mprocs=$(ls "$NODE_MODULES"/mprocs/mprocs-*-linux-"$(uname -m)"-musl/mprocs 2>/dev/null || true)
if [ -n "$mprocs" ]; then
  {
    echo 'procs:'
    for i in 0 1 2 3 4 5 6 7 8 9; do
      printf '  worker%s: { cmd: ["sleep", "1000000"] }\n  web%s: { cmd: ["perl", "%s"] }\n' "$i" "$i" "$WORK/listen.pl"
    done
  } >"$WORK/mprocs.yaml"
  mkfifo "$WORK/keys"
  exec 9<>"$WORK/keys" # held open: mprocs ends when its keyboard does
  script -qfc "exec '$mprocs' --config '$WORK/mprocs.yaml'" /dev/null <&9 >"$WORK/mprocs.out" 2>&1 &
  PIDS+=($!)
  sleep 2
  read -r shell _ 2>/dev/null <"/proc/$!/task/$!/children" || true # the kernel ends no line
  if [ -n "${shell:-}" ]; then WATCHED+=("mprocs=$shell"); PIDS+=("$shell")
  else echo "mprocs is left out: it did not start" >&2; fi
else missing mprocs; fi

echo "settling for $SETTLE s, watching for $SECONDS_WATCHED s; load $(cut -d' ' -f1-3 /proc/loadavg)" >&2
sleep "$SETTLE"
"$JAVA" "$ROOT/bench/daemon/BenchDaemon.java" "$SECONDS_WATCHED" "${WATCHED[@]}"
