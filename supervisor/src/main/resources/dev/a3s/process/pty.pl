# pty.pl RUNDIR COMMAND…: runs COMMAND on a pseudo-terminal of its own, copies what it says to standard output, and ends
# with its exit code. What others have for it comes through the FIFO RUNDIR/terminal: "D LENGTH\n" and that many bytes
# are typed; "W ROWS COLUMNS\n" is the terminal's size. Each is one write of at most PIPE_BUF bytes, so that two who write
# do not mix. Signals go on to COMMAND's process group, for it leads a session of its own.
use strict;
use POSIX ();

my $dir = shift @ARGV;

# From asm-generic/ioctls.h and sys/ttycom.h.
my %request = $^O eq 'darwin'
    ? (grant => 0x20007454, unlock => 0x20007452, name => 0x40807453, controlling => 0x20007461, size => 0x80087467)
    : (unlock => 0x40045431, number => 0x80045430, controlling => 0x540E, size => 0x5414);
my $LARGEST = 65536;    # bytes that wait to be typed; what is more is lost, as on a line that nobody reads

my $child;
sysopen(my $control, "$dir/terminal", POSIX::O_RDWR() | POSIX::O_NONBLOCK()) or die "$dir/terminal: $!\n";
sysopen(my $master, '/dev/ptmx', POSIX::O_RDWR() | POSIX::O_NOCTTY() | POSIX::O_NONBLOCK()) or die "/dev/ptmx: $!\n";
my $name;
if ($request{grant}) {
    ioctl($master, $request{grant}, 0) && ioctl($master, $request{unlock}, 0) or die "pseudo-terminal: $!\n";
    ioctl($master, $request{name}, $name = "\0" x 128) or die "pseudo-terminal: $!\n";
    $name =~ s/\0.*//s;
} else {
    my ($no, $number) = (pack('i', 0), pack('I', 0));
    ioctl($master, $request{unlock}, $no) && ioctl($master, $request{number}, $number) or die "pseudo-terminal: $!\n";
    $name = '/dev/pts/' . unpack('I', $number);
}
sub resize { ioctl($master, $request{size}, pack('S4', @_, 0, 0)) }
sysopen(my $slave, $name, POSIX::O_RDWR() | POSIX::O_NOCTTY()) or die "$name: $!\n";
resize(40, 120);

# Before the child is born, or a signal that comes at once would end this process and not it.
for my $signal (qw(HUP INT QUIT ABRT USR1 USR2 PIPE ALRM TERM)) {
    $SIG{$signal} = sub { kill $signal, -$child if $child };
}
$SIG{CHLD} = sub { };    # wakes the select below

defined($child = fork) or die "fork: $!\n";
if (!$child) {
    $SIG{$_} = 'DEFAULT' for keys %SIG;
    POSIX::setsid();
    ioctl($slave, $request{controlling}, 0) or die "controlling terminal: $!\n";
    POSIX::dup2(fileno($slave), $_) for 0 .. 2;
    exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
}
close $slave;
POSIX::close(5);         # whoever started this waits for the command's word there, not for ours

my ($typed, $asked, $open) = ('', '', 1);
my $how;                 # as wait(2) tells it, once COMMAND has ended
until (defined $how && !$open) {
    my ($readable, $writable, $over) = ('', '', defined $how);
    vec($readable, fileno($control), 1) = 1;
    vec($readable, fileno($master), 1) = 1 if $open;
    vec($writable, fileno($master), 1) = 1 if $open && length $typed;
    my $found = select($readable, $writable, undef, $over ? 0 : 1);    # it may end between the wait and the next look
    $how = $? if !$over && waitpid($child, POSIX::WNOHANG()) == $child;
    if ($found > 0) {
        take() if vec($readable, fileno($control), 1);
        copy() if $open && vec($readable, fileno($master), 1);
        type() if $open && vec($writable, fileno($master), 1);
    } elsif ($over && $found == 0) {
        $open = 0;       # everything that it said has been read
    }
}
exit($how & 127 ? 128 + ($how & 127) : $how >> 8);

sub copy {
    my $count = sysread($master, my $said, 65536);
    if (!$count) {
        $open = 0 if defined $count || !$!{EAGAIN} && !$!{EINTR};
        return;
    }
    for (my $done = 0; $done < $count;) {
        my $written = syswrite(STDOUT, $said, $count - $done, $done);
        if (defined $written) { $done += $written }
        elsif (!$!{EINTR}) { last }    # a full disk costs lines, not the service
    }
}

sub take {
    sysread($control, $asked, 65536, length $asked);
    while (length $asked) {
        if ($asked =~ s/\AW (\d{1,5}) (\d{1,5})\n//) {
            resize($1, $2);
        } elsif ($asked =~ /\AD (\d{1,5})\n/ && length($asked) >= $+[0] + $1) {
            my ($head, $count) = ($+[0], $1);
            $typed .= substr($asked, $head, $count) if length($typed) + $count <= $LARGEST;
            substr($asked, 0, $head + $count) = '';
        } elsif ($asked =~ /\A[DW](?: [\d ]{0,11}(?:\n|\z)|\z)/) {
            last;        # the rest is on its way
        } else {
            $asked = '';
        }
    }
}

sub type {
    my $count = syswrite($master, $typed);
    substr($typed, 0, $count) = '' if $count;
}
