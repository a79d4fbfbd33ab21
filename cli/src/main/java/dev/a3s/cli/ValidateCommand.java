package dev.a3s.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.A3sfileLoader.Loaded;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.Problem;
import dev.a3s.config.ValidationScope;
import dev.a3s.json.Json;

/** {@code a3s validate}. */
@Command(name = "validate",
        description = {"Check the A3sfile and start nothing.", "Exit code 0 if it is valid, 2 if not."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s validate", "  a3s validate --json"})
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = "--json", description = "Print {valid, file, problems} as JSON.")
    private boolean json;

    ValidateCommand(Console console) {
        this.console = console;
    }

    private record Verdict(boolean valid, Path file, List<Problem> problems) {}

    @Override
    public Integer call() {
        var file = project.path();
        try {
            var loaded = A3sfileLoader.load(file, new ValidationScope(System.getenv()));
            if (json) {
                console.printJson(Json.indented(new Verdict(true, file, loaded.warnings())));
            } else {
                print(loaded);
            }
            return ExitCode.DONE;
        } catch (InvalidA3sfile e) {
            if (json) {
                console.printJson(Json.indented(new Verdict(false, file, e.problems())));
            } else {
                ProblemPrinter.show(e.problems(), console);
            }
            return ExitCode.WRONG;
        }
    }

    private void print(Loaded loaded) {
        if (!loaded.warnings().isEmpty()) {
            ProblemPrinter.show(loaded.warnings(), console);
        }
        var file = loaded.file();
        console.print(file.path().getFileName() + " is valid: " + Text.count(file.services().size(), "service")
                + (file.tasks().isEmpty() ? "" : ", " + Text.count(file.tasks().size(), "task")));
    }
}
