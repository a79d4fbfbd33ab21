# chain.pl MARK COUNT STEPS [early]: goes on as a process that is always its own successor, each in a session of its own,
# with nothing in its environment. Ends by itself after COUNT generations. Each adds a byte to the file STEPS. Early:
# the successor is there before its predecessor's predecessor has gone.
use strict; use POSIX ();
my ($mark, $count, $steps, $early) = @ARGV;
if (%ENV) { %ENV = (); exec $^X, $0, @ARGV }
open my $out, '>>', $steps or die $!;
$SIG{$_} = 'IGNORE' for qw(TERM INT HUP QUIT);
while ($count-- > 0) {
    my $next = fork;
    last unless defined $next;
    if ($next) { select undef, undef, undef, 0.0005 if $early; POSIX::_exit(0) }
    POSIX::setsid();
    syswrite $out, 'x';
}
