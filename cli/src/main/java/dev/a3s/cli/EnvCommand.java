package dev.a3s.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.EnvironmentLookup;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.json.Json;

/** {@code a3s env}. */
@Command(name = "env",
        description = {"Print a service's environment.", "A NAME=value on each line."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s env api", "  a3s env api --json"})
final class EnvCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Option(names = "--json", description = "Print it as a JSON object.")
    private boolean json;

    @Parameters(paramLabel = "SERVICE", description = "Whose.")
    private String service;

    EnvCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> variables = new TreeMap<>(
                EnvironmentLookup.of(daemon, project.path(), service, console).variables());
        if (json) {
            console.printJson(Json.indented(variables));
        } else {
            variables.forEach((name, value) -> console.printExactly(name + "=" + value));
        }
        return ExitCode.DONE;
    }
}
