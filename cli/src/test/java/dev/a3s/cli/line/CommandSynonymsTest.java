package dev.a3s.cli.line;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.a3s.cli.A3s;
import dev.a3s.cli.terminal.Console;

import static org.assertj.core.api.Assertions.assertThat;

class CommandSynonymsTest {

    @ParameterizedTest
    @CsvSource({"serve, up", "serve shop --only web, up shop --only web", "start, up -d",
        "--debug start api, --debug up -d api",
        "stop shop, down shop", "servers, ps", "servers --ports, ps --ports", "servers kill-all, down --all",
        "status start, status start", "exec api -- stop, exec api -- stop", "nonsense, nonsense",
        "--version, --version", "help, --help", "help up, up --help",
        "help start, up -d --help", "version, --version"})
    void commandsOfOtherProgramsMeanOurs(String given, String ours) {
        assertThat(CommandSynonyms.translate(given.split(" ", -1), Set.of("up", "down", "ps", "status", "exec")))
                .containsExactly(ours.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"servers kill-all, down --all", "servers --with-servers, ps --with-servers", "serve, up",
        "stop --only a, down --only a"})
    void noSynonymIsACommand(String given, String ours) {
        var commands = A3s.commandLine(Console.ofProcess()).getSubcommands().keySet();
        assertThat(CommandSynonyms.translate(given.split(" ", -1), commands)).containsExactly(ours.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"servers", "start"})
    void aWordThatIsACommandMeansItself(String word) {
        assertThat(CommandSynonyms.translate(new String[]{word}, Set.of("up", "ps", "servers", "start")))
                .containsExactly(word);
    }
}
