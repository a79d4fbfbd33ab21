# launch.pl SETSID PRCTL COMMAND…: runs COMMAND as the leader of a session of its own and, on Linux, as the
# subreaper of everything below it: a process whose parent ends becomes a child of COMMAND instead of init's.
# SETSID and PRCTL are system call numbers, 0 where unknown: asking POSIX.pm instead costs 10 ms.
my ($setsid, $prctl) = splice @ARGV, 0, 2;

# The daemon may have been started by nohup or in the background; a shell could not undo that for its children.
$SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT PIPE USR1 USR2 TERM);

if ($setsid) { syscall($setsid + 0) > 0 or die "setsid: $!\n" }
else { require POSIX; POSIX::setsid() > 0 or die "setsid: $!\n" }

syscall($prctl + 0, 36, 1, 0, 0, 0) if $prctl;    # PR_SET_CHILD_SUBREAPER, prctl(2); kept across exec

exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
