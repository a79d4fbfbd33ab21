# environment.pl FILE COMMAND…: adds the variables of FILE (NAME=value, each ended by a zero byte) to the environment, removes
# FILE and becomes COMMAND. A file, because command lines are shown to every user of the machine.
my $file = shift @ARGV;
open my $variables, '<:raw', $file or die "$file: $!\n";
$/ = "\0";
while (my $variable = <$variables>) {
    chomp $variable;
    my ($name, $value) = split /=/, $variable, 2;
    $ENV{$name} = $value;
}
close $variables;
unlink $file;
exec { $ARGV[0] } @ARGV or print STDERR "$ARGV[0]: $!\n";
exit($! == 2 ? 127 : 126);
