package dev.a3s.cli.settings;

import java.nio.file.Path;
import java.util.Optional;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.config.DevSpec;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.UserSettings;
import dev.a3s.control.RuntimeDir;

/** The user's own defaults, as commands read them. */
public final class Defaults {
    private Defaults() {}

    /**
     * Where projects are served from here, flags apart; a place that says something impossible counts for nothing.
     *
     * @param inFile what the project's own file says
     */
    public static int port(RuntimeDir home, Optional<Integer> inFile) {
        return variable().or(() -> inFile).orElseGet(() -> usual(home).port().orElse(DevSpec.DEFAULT_PROXY_PORT));
    }

    private static Optional<Integer> variable() {
        try {
            return Setting.PORT.in(System.getenv()).map(Integer::valueOf);
        } catch (Failure e) {
            return Optional.empty(); // whoever starts something tells of it
        }
    }

    /** What the user's file in {@code home} says; nothing where it has mistakes. */
    public static UserSettings usual(RuntimeDir home) {
        try {
            return UserSettings.read(home.settings());
        } catch (InvalidA3sfile e) {
            return UserSettings.NONE;
        }
    }

    /**
     * What {@code file} says, which need not be there.
     *
     * @throws Failure if it has mistakes, which are shown before
     */
    public static UserSettings read(Path file, Console console) {
        try {
            return UserSettings.read(file);
        } catch (InvalidA3sfile e) {
            ProblemPrinter.show(e.problems(), console);
            throw new Failure(ExitCode.WRONG, "mend " + file + ", or remove it: a3s config --unset all", e);
        }
    }
}
