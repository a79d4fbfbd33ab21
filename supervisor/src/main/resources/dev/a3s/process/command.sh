#!/bin/sh
# command.sh RUNDIR COMMAND…: says under which pid COMMAND runs, then becomes it.
_a3s_dir=$1
shift
. "$_a3s_dir/identify.sh"
identify command
printf '%s\n' "$$" >&5
exec 5>&-
exec "$@"
