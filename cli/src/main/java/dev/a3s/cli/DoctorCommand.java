package dev.a3s.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.doctor.Checks;
import dev.a3s.cli.doctor.Finding;
import dev.a3s.cli.doctor.Finding.State;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Text;
import dev.a3s.json.Json;

/** {@code a3s doctor}. Starts no daemon and changes nothing. */
@Command(name = "doctor", description = {
    "Check what a3s needs here; say what is wrong and how to mend it.",
    "It looks at Java, a3s's home, the daemon, ports, names under localhost, and file watching.",
    "Exit code 0 without errors (warnings may be there), else 1."},
        footerHeading = "%nExample:%n", footer = {"  a3s doctor", "  a3s doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Option(names = "--json", description = "Print a JSON array of {check, state, what, remedy}.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var findings = Checks.all(daemon);
        if (json) {
            console.printJson(Json.indented(findings));
        } else {
            findings.forEach(this::show);
        }
        return findings.stream().anyMatch(finding -> finding.state() == State.ERROR) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void show(Finding finding) {
        var style = switch (finding.state()) {
            case OK -> Style.GREEN;
            case WARNING -> Style.YELLOW;
            case ERROR -> Style.RED;
        };
        var state = finding.state().name().toLowerCase(Locale.ROOT);
        int indent = 18;
        int width = console.terminal().width();
        var lines = Text.broken(finding.what(), width - indent);
        console.print(console.style(style, state) + Text.pad("", 9 - state.length()) + Text.pad(finding.check(), 9)
                + lines.getFirst());
        lines.stream().skip(1).forEach(line -> console.print(" ".repeat(indent) + line));
        finding.remedy().ifPresent(remedy -> Text.broken("→ " + remedy, width - indent)
                .forEach(line -> console.print(" ".repeat(indent) + line)));
    }
}
