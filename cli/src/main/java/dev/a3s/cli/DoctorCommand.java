package dev.a3s.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.Finding.State;
import dev.a3s.cli.client.Daemon;
import dev.a3s.cli.settings.Defaults;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.A3sfile;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.Listen;
import dev.a3s.config.Port;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.UserSettings;
import dev.a3s.config.ValidationScope;
import dev.a3s.control.SessionRow;
import dev.a3s.json.Json;

/** {@code a3s doctor}. Starts no daemon and changes nothing. */
@Command(name = "doctor", description = {
    "Check what a3s needs here; say what is wrong and how to mend it.",
    "It looks at Java, a3s's home, the daemon, ports, names under localhost, and file watching.",
    "Exit code 0 without errors (warnings may be there), else 1."},
        footerHeading = "%nExample:%n", footer = {"  a3s doctor", "  a3s doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Console console;
    private final Daemon daemon = Daemon.ofUser();

    @Option(names = "--json", description = "Print a JSON array of {check, state, what, remedy}.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var findings = new ArrayList<Finding>();
        findings.addAll(SystemCheck.all());
        findings.addAll(HomeCheck.all(daemon.home()));
        var seen = DaemonCheck.of(daemon);
        findings.addAll(seen.findings());
        Optional<A3sfile> file = project(findings);
        int port = Defaults.port(daemon.home(), file.map(found -> found.dev().proxyPort()));
        List<SessionRow> sessions = seen.sessions();
        findings.addAll(PortCheck.all(file, port, seen.listeners(), sessions));
        findings.add(NameCheck.of(file.map(DoctorCommand::names).filter(names -> !names.isEmpty())
                .orElse(List.of("web"))));
        if (json)
            console.print(Json.indented(findings));
        else
            findings.forEach(this::show);
        return findings.stream().anyMatch(finding -> finding.state() == State.ERROR) ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** The one of this directory, with its proxy port as an up would have it. */
    private Optional<A3sfile> project(List<Finding> findings) {
        Optional<Path> file = A3sfileLoader.find(Path.of("").toAbsolutePath());
        if (file.isEmpty()) {
            findings.add(Finding.ok("project", "no A3sfile.hcl here or above"));
            return Optional.empty();
        }
        try {
            UserSettings usual = Defaults.usual(daemon.home());
            A3sfile found = A3sfileLoader.load(file.get(), new ValidationScope(System.getenv(),
                    new Listen(usual.port(), usual.host()))).file();
            findings.add(Finding.ok("project", file.get() + " is valid"));
            return Optional.of(found);
        } catch (InvalidA3sfile e) {
            findings.add(Finding.error("project", e.getMessage().lines().findFirst().orElse(""),
                    "a3s validate shows all that is wrong with the file, and what to write instead"));
            return Optional.empty();
        }
    }

    private static List<String> names(A3sfile file) {
        return file.services().values().stream().filter(service -> !(service.port() instanceof Port.None))
                .map(ServiceSpec::subdomain).toList();
    }

    private void show(Finding finding) {
        Style style = switch (finding.state()) {
            case OK -> Style.GREEN;
            case WARNING -> Style.YELLOW;
            case ERROR -> Style.RED;
        };
        String state = finding.state().name().toLowerCase(Locale.ROOT);
        int indent = 18;
        int width = console.terminal().width();
        List<String> lines = Text.broken(finding.what(), width - indent);
        console.print(console.style(style, state) + Text.pad("", 9 - state.length()) + Text.pad(finding.check(), 9)
                + lines.getFirst());
        lines.stream().skip(1).forEach(line -> console.print(" ".repeat(indent) + line));
        finding.remedy().ifPresent(remedy -> Text.broken("→ " + remedy, width - indent)
                .forEach(line -> console.print(" ".repeat(indent) + line)));
    }
}
