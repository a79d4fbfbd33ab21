package dev.a3s.cli.daemon;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code a3s daemon}. */
@Command(name = "daemon",
        description = "The daemon that runs your services and the proxy.", subcommands = {
            DaemonStatusCommand.class,
            DaemonStopCommand.class,
            DaemonLogsCommand.class,
            DaemonInstallCommand.class},
        footerHeading = "%nExample:%n", footer = {"  a3s daemon status", "  a3s daemon stop", "  a3s daemon logs -f"})
public final class DaemonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
