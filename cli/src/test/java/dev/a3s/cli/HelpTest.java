package dev.a3s.cli;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import dev.a3s.cli.terminal.Console;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTest {

    static Stream<CommandLine> commands() {
        return A3s.commandLine(Console.ofProcess()).getSubcommands().values().stream().distinct()
                .flatMap(HelpTest::withInner)
                .filter(command -> !command.getCommandSpec().usageMessage().hidden());
    }

    private static Stream<CommandLine> withInner(CommandLine command) {
        return Stream.concat(Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(HelpTest::withInner));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandsHelpSaysWhatItDoesAndHasAnExample(CommandLine command) {
        var name = command.getCommandSpec().qualifiedName();
        var usage = command.getCommandSpec().usageMessage();
        assertThat(usage.description()).as(name).isNotEmpty();
        assertThat(Arrays.stream(usage.footer())).as(name).anyMatch(line -> line.contains("  " + name)
                || line.contains("(" + name));
        assertThat(command.getUsageMessage()).as(name).contains("Example:");
    }
}
