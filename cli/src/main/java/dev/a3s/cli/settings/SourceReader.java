package dev.a3s.cli.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.UserSettings;
import dev.a3s.protocol.RuntimeDir;

/** Reads the places that settings come from: the environment of this process and the user's own defaults. */
public final class SourceReader {
    private SourceReader() {}

    /**
     * The environment and the user's own defaults; the A3sfile is left out.
     *
     * @throws Failure if the user's file in {@code home} has mistakes, which are printed before
     */
    public static Sources sources(RuntimeDir home, Console console) {
        return new Sources(System.getenv(), Optional.empty(), userSettings(home.settings(), console));
    }

    /** The environment and the user's own defaults, without invalid values, for commands that only look and do not fail for them. */
    public static Sources validSources(RuntimeDir home) {
        var environment = new HashMap<>(System.getenv());
        for (var setting : Setting.ALL) {
            try {
                var _ = setting.in(environment);
            } catch (Failure e) {
                environment.remove(setting.variable());
            }
        }
        try {
            return new Sources(environment, Optional.empty(), UserSettings.read(home.settings()));
        } catch (InvalidA3sfile e) {
            return new Sources(environment, Optional.empty(), UserSettings.NONE);
        }
    }

    /**
     * The user's own defaults in {@code file}, which need not be there.
     *
     * @throws Failure if it has mistakes, which are printed before
     */
    public static UserSettings userSettings(Path file, Console console) {
        try {
            return UserSettings.read(file);
        } catch (InvalidA3sfile e) {
            ProblemPrinter.show(e.problems(), console);
            throw new Failure(ExitCode.WRONG, "mend " + file + ", or remove it: a3s config --unset all", e);
        }
    }
}
