#!/bin/sh
# Measures how long commands take beside `node -e 0`: bench/cli/run.sh [rounds]. Needs node. Brings up eight services of
# its own in a home of its own, and ends them.
set -eu
root=$(CDPATH= cd "$(dirname "$0")/../.." && pwd -P)
command -v node >/dev/null || { echo "node is what commands are compared with; install it" >&2; exit 1; }
"$root/a3s" --version >/dev/null
read -r jdk <"$root/cli/target/build.jdk"

work=$(mktemp -d)
export A3S_HOME="$work/home"
trap '"$root/a3s" daemon stop >/dev/null 2>&1; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
mkdir "$work/project" && cd "$work/project"
port=$("$jdk/bin/java" "$root/bench/cli/BenchCli.java" port)
printf 'dev {\n  name       = "bench"\n  proxy_port = %s\n}\n' "$port" >A3sfile.hcl
for i in 1 2 3 4 5 6 7 8; do
  printf 'service "s%s" {\n  port = 0\n  cmd  = "i=0; while [ $i -lt 100 ]; do echo line $i; i=$((i+1)); done; exec sleep 1000000"\n}\n' "$i"
done >>A3sfile.hcl
"$root/a3s" up -d >/dev/null 2>&1
exec_at=$root/cli/target/a3s/bin/a3s
"$jdk/bin/java" "$root/bench/cli/BenchCli.java" "${1:-40}" \
  "node -e 0" "$root/a3s status" "$exec_at status" "$root/a3s validate" "$root/a3s logs -n 50" "$root/a3s --help"
