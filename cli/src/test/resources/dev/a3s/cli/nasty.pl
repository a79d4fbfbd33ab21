# nasty.pl MARK MODE…: a service with all the bad manners of real ones, each a mode; without a mode it behaves. MARK is
# in the command line of everything that it starts, so that survivors can be counted by something that no sweep looks at.
# Answers HTTP on PORT with its pid. Numbers a line on each stream in turn if asked to, until the file "enough" exists:
# then it exits 42.
use strict;
use IO::Socket::INET;
use IO::Select;
use POSIX ();
use Time::HiRes qw(sleep time);

my ($mark, @modes) = @ARGV;
my %is = map { $_ => 1 } @modes;
my ($port) = (map({ /^port=(.*)/ } @modes), $ENV{PORT});
my @deaf = qw(TERM INT HUP QUIT USR1 USR2);
$| = 1;

sub child { my $body = shift; my $pid = fork // die "fork: $!"; return $pid if $pid; $body->(); POSIX::_exit(0) }
sub idle { my @more = @_; exec $^X, '-e', join(';', @more, 'sleep 1 while 1'), $mark }

if ($is{crash})   { print "crashing\n"; exit 3 }
if ($is{late})    { sleep 0.2 + rand 0.3 }
if ($is{deaf})    { $SIG{$_} = 'IGNORE' for @deaf }
if ($is{session}) { POSIX::setsid() }

# Everything forgotten but the port: the very process that serves has no cookie any more.
if ($is{wiped}) {
    %ENV = ();
    exec $^X, $0, $mark, "port=$port", grep { $_ ne 'wiped' } @modes;
}

# Daemons by the book: two forks, a session, no open file; one of them without environment, one deaf.
if ($is{daemons}) {
    child(sub { POSIX::setsid(); child(sub { POSIX::close($_) for 0 .. 64; idle() }) });
    child(sub { POSIX::setsid(); child(sub { %ENV = (); idle("\$SIG{\$_}='IGNORE' for qw(@deaf)") }) });
}

if ($is{zombies}) { child(sub { }) for 1 .. 10 }

# Ends with its input, as esbuild --watch does.
if ($is{reader}) { my $me = $$; child(sub { my $line = <STDIN>; kill KILL => $me; }) }

if ($is{mute}) { close STDOUT; close STDERR }

# Leaves more behind when it is asked to go.
if ($is{onterm}) {
    $SIG{TERM} = sub {
        child(sub { POSIX::setsid(); %ENV = (); idle('$SIG{TERM}="IGNORE"') }) for 1 .. 3;
        sleep 0.05;
        exit 0;
    };
}

# The one that serves is a grandchild in a session of its own; this one only waits.
if ($is{grandchild}) {
    child(sub { POSIX::setsid(); child(sub { serve() }) });
    sleep 1 while 1;
}
serve();

sub serve {
    my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 50, ReuseAddr => 1)
        or die "cannot listen on $port: $!";
    my $waiting = IO::Select->new($listener);
    my $over = $is{flaps} ? time + 0.1 + rand 0.4 : 0;
    my $line = 0;
    while (1) {
        for my $ready ($waiting->can_read($is{counts} || $is{floods} ? 0.01 : 0.1)) {
            my $client = $ready->accept or next;
            sysread $client, my $head, 8192;
            my $body = "$$ $mark";
            syswrite $client, "HTTP/1.1 200 OK\r\nContent-Length: " . length($body) . "\r\nConnection: close\r\n\r\n$body";
            close $client;
        }
        exit 1 if $over && time > $over;
        if ($is{floods}) { print "noise " . ++$line . "\n" for 1 .. 100 }
        if ($is{counts}) {
            syswrite STDOUT, ++$line . "\n" for 1 .. 1 + rand 3;
            syswrite STDERR, ++$line . "\n";
            exit 42 if -e 'enough';
        }
    }
}
