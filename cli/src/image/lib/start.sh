# Read by both launchers, the package's and the checkout's, with $image set to where everything is. It forks nothing but
# what asks a terminal for its size: a process more would cost a good part of what `a3s status` takes as a whole.

# A JVM without a working directory ends with a stack trace. What needs none runs elsewhere. The name may hold anything, so
# that it is not printed.
[ . -ef "${PWD:-}" ] || case ${1:-} in
  --version | -V | version | --help | -h | help) cd / ;;
  *)
    echo 'error: this directory is gone, or another is in its place; go to it again: cd "$PWD"' >&2
    exit 2
    ;;
esac

# What is a terminal, and how large, costs a shell next to nothing to find out.
terminal=false live=false size=
[ -t 1 ] && terminal=true
[ -t 2 ] && live=true
case $terminal$live in *true*) size=$(stty size 2>/dev/null </dev/tty) ;; esac

# A JVM loads all of an archive as it starts, so the commands that are called most have one of their own; and status is over
# before a compiler would have paid.
archive=command mode=-XX:TieredStopAtLevel=1
case $* in
  status) archive=status mode=-Xint ;;
  logs | 'logs -n '[0-9]*) case $# in 1 | 3) archive=logs ;; esac ;;
esac

# Where the locale says nothing, a JVM takes paths, arguments and environment for ASCII and spoils the rest. Services get the
# user's own again (Caller).
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX)
    A3S_LC_ALL=${LC_ALL:-} LC_ALL=C.UTF-8
    export A3S_LC_ALL LC_ALL
    ;;
esac

# The collector that is ready first; no file for jps(1). An archive holds classes as the JVM keeps them in memory. Made by
# this runtime for these jars, it is not used with any others, and nobody is told; mapped where it was made for, none of
# its pages has to be changed. What the JVM has to say goes to standard error, for standard output is the command's.
exec "$image/runtime/bin/java" $mode -XX:+UseSerialGC -XX:-UsePerfData \
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:SharedArchiveFile="$image/lib/$archive.jsa" \
  -Xshare:auto -Xlog:disable "-Xlog:all=warning,cds*=off,aot*=off:stderr" --enable-native-access=ALL-UNNAMED -Da3s.terminal=$terminal \
  -Da3s.live=$live "-Da3s.size=$size"   -cp "$image/lib/a3s.jar" dev.a3s.cli.A3s "$@"
