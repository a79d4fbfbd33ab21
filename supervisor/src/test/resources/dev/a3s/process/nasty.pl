# nasty.pl MARK: the worst tree that we could think of. MARK is in every command line, so that survivors can be counted.
use strict; use POSIX ();
my $mark = shift;
$SIG{$_} = 'IGNORE' for qw(TERM INT HUP QUIT USR1 USR2);
my $idle = 'sleep 1 while 1';

sub child { my $body = shift; my $pid = fork; return $pid if $pid; $body->(); POSIX::_exit(0) }

# Two workers in the group, deaf to every signal.
child(sub { exec $^X, '-e', "\$SIG{\$_}='IGNORE' for qw(TERM INT HUP QUIT); $idle", $mark }) for 1 .. 2;

# A grandchild in a session of its own, whose parent goes.
child(sub { child(sub { POSIX::setsid(); exec $^X, '-e', $idle, $mark }) });

# A daemon by the book: two forks, a session, no open file, no environment.
child(sub {
    POSIX::setsid();
    child(sub {
        POSIX::close($_) for 0 .. 64;
        %ENV = ();
        exec $^X, '-e', $idle, $mark;
    });
});

# One that keeps leaving short-lived orphans in new sessions, and zombies.
child(sub {
    POSIX::setsid();
    while (1) {
        child(sub { child(sub { %ENV = (); POSIX::setsid(); exec $^X, '-e', 'sleep 1', $mark }) });
        select undef, undef, undef, 0.005;
    }
});

# Children that come and go in the group.
while (1) { child(sub { select undef, undef, undef, 0.02 }); select undef, undef, undef, 0.01 }
