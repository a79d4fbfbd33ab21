package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.a3s.cli.completion.BashCompletion;
import dev.a3s.cli.completion.FishCompletion;
import dev.a3s.cli.completion.Grammar;
import dev.a3s.cli.completion.ManPage;
import dev.a3s.cli.completion.ZshCompletion;
import dev.a3s.cli.line.CommandSynonyms;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.NearName;

/** {@code a3s completion}. */
@Command(name = "completion", sortOptions = false,
        description = {"Print what makes a shell complete a3s's words.",
            "It completes commands, options, services and sessions."},
        footerHeading = "%nExample:%n", footer = {
            "  source <(a3s completion bash)                          now; into ~/.bashrc, always",
            "  source <(a3s completion zsh)                           the same, in ~/.zshrc after compinit",
            "  a3s completion fish > ~/.config/fish/completions/a3s.fish"})
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--package", hidden = true, paramLabel = "DIR",
            description = "Write all of them and the manual page into a package's share directory.")
    private Optional<Path> share = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "bash|zsh|fish", description = "The shell.")
    private Optional<String> shell = Optional.empty();

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var grammar = Grammar.of(spec.root().commandLine(), CommandSynonyms.commands());
        if (share.isPresent()) {
            writeAll(grammar, share.get());
        } else {
            console.print(script(grammar).stripTrailing());
        }
        return ExitCode.DONE;
    }

    private String script(Grammar grammar) {
        return switch (shell.orElse("")) {
            case "bash" -> BashCompletion.of(grammar);
            case "zsh" -> ZshCompletion.of(grammar);
            case "fish" -> FishCompletion.of(grammar);
            case "" -> throw new Failure(ExitCode.WRONG,
                    "for which shell? bash, zsh or fish, for instance: a3s completion bash");
            case String other -> throw new Failure(ExitCode.WRONG,
                    "unknown shell: '" + other + "'" + NearName.question(other, List.of("bash", "zsh", "fish"),
                            "; there are bash, zsh and fish"));
        };
    }

    private static void writeAll(Grammar grammar, Path share) throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put("bash-completion/completions/a3s", BashCompletion.of(grammar));
        files.put("zsh/site-functions/_a3s", ZshCompletion.of(grammar));
        files.put("fish/vendor_completions.d/a3s.fish", FishCompletion.of(grammar));
        files.put("man/man1/a3s.1", ManPage.of(grammar));
        for (var file : files.entrySet()) {
            var path = share.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
