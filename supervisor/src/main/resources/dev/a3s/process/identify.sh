# identify NAME: adds "NAME pid start" to the identity file. The start is field 22 of /proc/PID/stat (proc(5), clock
# ticks since boot, unmoved by the wall clock), or ps's lstart in UTC where there is no /proc.
identify() {
    _a3s_name=$1
    if read -r _a3s_stat 2>/dev/null <"/proc/$$/stat"; then
        set -f
        set -- $_a3s_stat
        set +f
        shift 21
        _a3s_born=$1
    else
        _a3s_born=$(TZ=UTC0 LC_ALL=C ps -o lstart= -p $$)
    fi
    printf '%s %s %s\n' "$_a3s_name" "$$" "$_a3s_born" >>"$_a3s_dir/identity"
}
