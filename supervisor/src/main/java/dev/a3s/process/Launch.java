package dev.a3s.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Something to run.
 *
 * @param runDir      where this run keeps what a later daemon needs to take it over; must not exist yet, is created with
 *                    mode 0700, and may be deleted once the run is stopped
 * @param argv        the command and its arguments, run without a shell; never empty
 * @param dir         the working directory; must exist
 * @param environment the whole environment, to which {@value Identity#COOKIE} and {@code PWD} are added
 * @param stdin       what the command reads
 * @param stdout      appended to, created when missing; its directory must exist
 * @param stderr      likewise; may be the same file
 */
public record Launch(Path runDir, List<String> argv, Path dir, Map<String, String> environment, Stdin stdin,
        Path stdout, Path stderr) {

    public Launch {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("an empty command");
        }
    }

    /** A service: its standard input is {@link Stdin#OPEN}. */
    public Launch(Path runDir, List<String> argv, Path dir, Map<String, String> environment, Path stdout, Path stderr) {
        this(runDir, argv, dir, environment, Stdin.OPEN, stdout, stderr);
    }

    /** What a command finds on its standard input. */
    public enum Stdin {
        /** A FIFO that never ends and never says anything: for services, some of which end with their input. */
        OPEN,
        /** {@code /dev/null}: for what runs to completion, so that a prompt fails instead of waiting for ever. */
        EMPTY,
        /** A pseudo-terminal, where both its outputs go too, and from there to {@link Launch#stdout}. What is typed
         * there comes through {@link ServiceProcess#terminal}. */
        TERMINAL
    }
}
