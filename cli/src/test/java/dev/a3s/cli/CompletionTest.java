package dev.a3s.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.a3s.cli.completion.BashCompletion;
import dev.a3s.cli.completion.FishCompletion;
import dev.a3s.cli.completion.Grammar;
import dev.a3s.cli.completion.ManPage;
import dev.a3s.cli.completion.ZshCompletion;
import dev.a3s.cli.line.CommandSynonyms;
import dev.a3s.cli.terminal.Console;

import static org.assertj.core.api.Assertions.assertThat;

/** Completion as shells do it: bash is asked as readline asks it, the others check what they are to read. */
class CompletionTest {
    private final Grammar grammar = Grammar.of(A3s.commandLine(Console.ofProcess()), CommandSynonyms.commands());

    @TempDir
    Path dir;

    @BeforeEach
    void aProjectWithARunningSession() throws Exception {
        Files.writeString(dir.resolve("A3sfile.hcl"), """
                dev { name = "shop" }
                task "migrate" {
                  cmd = "true"
                }
                service "api" {
                  cmd = "service \\"none\\""
                }
                  service "web"  {
                }
                """);
        Files.createDirectories(dir.resolve("deep/er"));
        var session = Files.createDirectories(dir.resolve("home/sessions/other"));
        Files.writeString(session.resolve("state.json"), "{}");
        Files.createDirectories(dir.resolve("home/sessions/over"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a3s d|down doctor daemon", "a3s --v|--version", "a3s up w|web", "a3s serve w|web",
        "a3s logs ''|migrate api web other",
        "a3s why ''|migrate api web", "a3s up --on|--only", "a3s up --only w|web", "a3s up --only api,w|api,web",
        "a3s up --only api,web,m|api,web,migrate", "a3s up --only = api,w|api,web", "a3s down --session ''|other",
        "a3s up --no-w|--no-watch", "a3s daemon s|status stop",
        "a3s daemon stop -|--keep-services -h --help -V --version",
        "a3s completion ''|bash zsh fish", "a3s config --reload = f|false", "a3s up --port ''|''", "a3s nonsense ''|''",
        "a3s exec api -- A3s|A3sfile.hcl", "a3s validate --file A|A3sfile.hcl"})
    void bashCompletes(String words, String completions) throws Exception {
        assertThat(bash(dir, words)).isEqualTo(completions.replace("''", ""));
    }

    @Test
    void servicesComeFromTheNearestFileAbove() throws Exception {
        assertThat(bash(dir.resolve("deep/er"), "a3s why a")).isEqualTo("api");
        assertThat(bash(Path.of("/"), "a3s why ''")).isEmpty();
    }

    @Test
    void everyCommandAndOptionIsCompleted() {
        for (var script : List.of(BashCompletion.of(grammar), ZshCompletion.of(grammar))) {
            for (var verb : grammar.verbs()) {
                assertThat(script).contains(verb.names());
                assertThat(script).contains(verb.flags().stream().flatMap(flag -> flag.names().stream()).toList());
            }
        }
        assertThat(grammar.verbs()).extracting(verb -> String.join(" ", verb.path())).contains("up", "daemon stop",
                "config", "completion");
    }

    @Test
    void zshAndFishCanReadTheirs() throws Exception {
        var zsh = Files.writeString(dir.resolve("_a3s"), ZshCompletion.of(grammar));
        var fish = Files.writeString(dir.resolve("a3s.fish"), FishCompletion.of(grammar));
        Needs.program("zsh", "Debian: zsh");
        assertThat(run(dir, List.of("zsh", "-n", zsh.toString()))).isEmpty();
        Needs.program("fish", "Debian: fish");
        assertThat(run(dir, List.of("fish", "-n", fish.toString()))).isEmpty();
        assertThat(run(dir, List.of("fish", "-c", "source " + fish + "; complete -C 'a3s why '")).split("\n"))
                .containsExactlyInAnyOrder("api", "web", "migrate");
    }

    @Test
    void theManualHasEveryCommandAndOption() throws Exception {
        var page = ManPage.of(grammar);
        for (var verb : grammar.verbs()) {
            if (verb.inner().isEmpty()) {
                assertThat(page).contains(".SS \"a3s " + String.join(" ", verb.path()).replace("-", "\\-") + "\"");
            }
            for (var flag : verb.flags()) {
                if (!flag.names().contains("--help") && !flag.names().contains("--version")) {
                    assertThat(page).contains(String.join(", ", flag.names()).replace("-", "\\-"));
                }
            }
        }
        assertThat(page).doesNotContainPattern("(?m)^\\.(?!nf$|fi$)[^A-Z]");
    }

    /** {@code words} as bash has them, the last one being completed. */
    private String bash(Path where, String words) throws Exception {
        var script = Files.writeString(dir.resolve("a3s.bash"), BashCompletion.of(grammar));
        var asked = "source " + script + "; COMP_WORDS=(" + words + "); COMP_CWORD=$((${#COMP_WORDS[@]}-1));"
                + " COMPREPLY=(); _a3s; echo \"${COMPREPLY[*]}\"";
        return run(where, List.of("bash", "--norc", "-c", asked)).strip();
    }

    private String run(Path where, List<String> command) throws Exception {
        var line = new ArrayList<>(List.of("env", "A3S_HOME=" + dir.resolve("home"), "HOME=" + dir));
        line.addAll(command);
        var process = new ProcessBuilder(line).directory(where.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return out.toString(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
    }
}
