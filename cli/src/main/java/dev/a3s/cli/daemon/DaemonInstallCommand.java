package dev.a3s.cli.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.DaemonCommandLine;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.protocol.RuntimeDir;

/** {@code a3s daemon install}. */
@Command(name = "install", description = {
    "Write a unit that has systemd (on macOS launchd) start the daemon at login and again if it is killed.",
    "Nothing is enabled: it says how to do that, and how to undo it. Without it, commands start the daemon."},
        footerHeading = "%nExample:%n", footer = {"  a3s daemon install", "  a3s daemon install --print"})
final class DaemonInstallCommand implements Callable<Integer> {
    private final Console console;
    private final RuntimeDir home = DaemonClient.ofUser().home();

    @Option(names = "--print", description = "Print the unit and write nothing.")
    private boolean print;

    DaemonInstallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var unit = DaemonUnit.of(home.path(), DaemonCommandLine.words(), System.getenv());
        if (print) {
            console.print(unit.text().stripTrailing());
            return ExitCode.DONE;
        }
        try {
            home.create();
            write(unit);
        } catch (RuntimeDir.Unusable e) {
            throw new Failure(ExitCode.FAILED, e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "cannot write " + unit.file() + ": " + e.getMessage(), e);
        }
        console.print("Wrote " + unit.file());
        console.print("To enable it (a daemon that runs now first has to go: a3s daemon stop --keep-services):");
        unit.enable().forEach(this::line);
        console.print("To remove it:");
        unit.disable().forEach(this::line);
        console.print("Write it again when a3s or its Java has moved.");
        return ExitCode.DONE;
    }

    private static void write(DaemonUnit unit) throws IOException {
        var dir = Files.createDirectories(unit.file().getParent());
        var draft = Files.createTempFile(dir, "a3s", ".tmp");
        try {
            Files.writeString(draft, unit.text());
            Files.move(draft, unit.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void line(String command) {
        console.print("  " + command);
    }
}
