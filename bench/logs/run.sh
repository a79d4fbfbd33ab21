#!/usr/bin/env bash
# Is a service slowed by its log being read? A service writes 1,000,000 numbered lines, with nobody, one and three
# `a3s logs -f` following; rounds are interleaved. Prints the seconds that writing took, and the seconds until the last
# follower had all lines. Bounded: ROUNDS x 3 bursts of about 60 MB.
#   bench/logs/run.sh             (build first: ./a3s --version)
set -euo pipefail
cd "$(dirname "$0")/../.."

ROUNDS=${ROUNDS:-5} LINES_EACH=${LINES_EACH:-1000000} A3S=$PWD/a3s
WORK=$(mktemp -d)
export A3S_HOME=$WORK/home A3S_PROXY_PORT=${A3S_PROXY_PORT:-17790}
PIDS=()
stop() {
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  "$A3S" daemon stop >/dev/null 2>&1 || true
  rm -rf "$WORK"
}
trap stop EXIT

cat > "$WORK/A3sfile.hcl" <<HCL
service "burst" {
  port = 0
  cmd  = ["sh", "burst.sh"]
}
HCL
cat > "$WORK/burst.sh" <<'SH'
while :; do
  until [ -e go ]; do sleep 0.05; done
  rm go
  perl -MTime::HiRes=time -e '$| = 0; my $begin = time; printf "line %09d of a burst that is as long as a usual line\n", $_
    for 1 .. $ARGV[0]; close STDOUT; open my $out, ">", "took.new"; printf $out "%.3f\n", time - $begin;' "$(cat lines)"
  mv took.new took
done
SH
cd "$WORK"
echo "$LINES_EACH" > lines
"$A3S" up -d >/dev/null 2>&1
now() { date +%s.%N; }

printf '%-10s %-12s %s\n' followers 'writing s' 'all followed s'
for _ in $(seq "$ROUNDS"); do
  for followers in 0 1 3; do
    PIDS=()
    for f in $(seq "$followers"); do
      "$A3S" logs -f -n 0 burst > "out.$f" 2>/dev/null &
      PIDS+=($!)
    done
    sleep 2
    rm -f took; begin=$(now); touch go
    until [ -e took ]; do sleep 0.02; done
    for f in $(seq "$followers"); do
      until tail -c 80 "out.$f" | grep -q "line $(printf %09d "$LINES_EACH")"; do sleep 0.05; done
      [ "$(wc -l < "out.$f")" -eq "$LINES_EACH" ] || echo "follower $f has $(wc -l < "out.$f") lines"
    done
    printf '%-10s %-12s %.1f\n' "$followers" "$(cat took)" "$(echo "$(now) - $begin" | bc)"
    for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -f out.*
  done
done
