# Answers each POST with its body, which it has appended to a file before. Listens on PORT; ends at once when it is told to.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($file) = @ARGV;
open(my $notes, '>>', $file) or die "$file: $!";
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, Listen => 200, ReuseAddr => 1)
    or die "port $ENV{PORT}: $!";
my $select = IO::Select->new($listener);
my %pending;

while (1) {
    for my $ready ($select->can_read) {
        if ($ready == $listener) {
            my $client = $listener->accept or next;
            $select->add($client);
            $pending{$client} = '';
            next;
        }
        if (!sysread($ready, $pending{$ready}, 65536, length $pending{$ready})) {
            delete $pending{$ready};
            $select->remove($ready);
            close $ready;
            next;
        }
        while ($pending{$ready} =~ /\A.*?\r\ncontent-length: *(\d+)\r\n.*?\r\n\r\n/si
                && length($pending{$ready}) >= $+[0] + $1) {
            my $body = substr($pending{$ready}, $+[0], $1);
            $pending{$ready} = substr($pending{$ready}, $+[0] + $1);
            syswrite($notes, "$body\n");
            syswrite($ready, "HTTP/1.1 200 OK\r\nContent-Length: " . length($body) . "\r\n\r\n$body");
        }
    }
}
