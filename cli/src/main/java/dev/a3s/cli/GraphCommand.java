package dev.a3s.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.config.A3sfile;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.ValidationScope;

/** {@code a3s graph}. */
@Command(name = "graph",
        description = {"Show what depends on what.", "Each line begins with the wave that it starts in."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s graph", "  a3s graph --dot | dot -Tsvg >graph.svg"})
final class GraphCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ProjectOptions project;

    @Option(names = "--dot", description = "Print it in Graphviz's language.")
    private boolean dot;

    GraphCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            var file = A3sfileLoader.load(project.path(), new ValidationScope(System.getenv())).file();
            if (dot) {
                dot(file);
            } else {
                text(file);
            }
            return ExitCode.DONE;
        } catch (InvalidA3sfile e) {
            ProblemPrinter.show(e.problems(), console);
            return ExitCode.WRONG;
        }
    }

    private void text(A3sfile file) {
        var all = file.runnable();
        int width = all.keySet().stream().mapToInt(String::length).max().orElse(0);
        var waves = file.waves();
        for (int wave = 0; wave < waves.size(); wave++) {
            for (var name : waves.get(wave)) {
                var needs = all.get(name).dependsOn().keySet();
                console.print((wave + 1) + "  " + name + (needs.isEmpty() ? ""
                        : " ".repeat(width - name.length()) + "  needs " + String.join(", ", needs)));
            }
        }
    }

    private void dot(A3sfile file) {
        console.print("digraph \"" + file.dev().name() + "\" {");
        file.runnable().forEach((name, spec) -> {
            console.print("  \"" + name + "\"" + (spec.runsToCompletion() ? " [shape=box]" : "") + ";");
            spec.dependsOn().keySet().forEach(needed -> console.print("  \"" + name + "\" -> \"" + needed + "\";"));
        });
        console.print("}");
    }
}
