#!/bin/sh
# shim.sh RUNDIR STDIN STDOUT STDERR COMMAND…: runs COMMAND in the foreground, notes its exit and stays. Where STDIN is
# "terminal", COMMAND gets a pseudo-terminal, and STDOUT what it says there.
# It leads the session of everything COMMAND starts, outlives the daemon, and is itself ended by whoever stops
# the service. Its variables have odd names because COMMAND's environment may well have a `dir` or an `out`.
_a3s_dir=$1 _a3s_in=$2 _a3s_out=$3 _a3s_err=$4
shift 4
. "$_a3s_dir/identify.sh"

# Handlers, not '': an ignored signal would stay ignored in COMMAND, a handled one is back to its default there.
trap : HUP INT QUIT ABRT USR1 USR2 PIPE ALRM TERM

# Opened for reading and writing, so that neither open nor write waits for the other side, nor gets SIGPIPE.
exec 3<>"$_a3s_dir/alive" 4<>"$_a3s_dir/release"

set -- /bin/sh "$_a3s_dir/command.sh" "$_a3s_dir" "$@"
if [ "$_a3s_in" = terminal ]; then
    _a3s_in=/dev/null
    set -- /usr/bin/perl "$_a3s_dir/pty.pl" "$_a3s_dir" "$@"
fi

identify shim
# In a subshell that becomes the command: the shell says "Terminated" of what a signal ended, where its redirections lead.
(exec "$@" <>"$_a3s_in" 5>&1 >>"$_a3s_out" 2>>"$_a3s_err" 3>&- 4>&-)
_a3s_code=$?

printf '%s\n' "$_a3s_code" >"$_a3s_dir/exit"
printf '%s\n' "$_a3s_code" >&3

# Stay the orphans' parent until everything is swept; that ends with this shell.
until read -r _a3s_line <&4; do :; done
