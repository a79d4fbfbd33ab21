package dev.a3s.cli;

import java.nio.file.Path;

import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.UserSettings;

/** The user's own defaults, as commands read them. */
final class Defaults {
    private Defaults() {}

    /** What {@code file} says; what is wrong with it is shown. */
    static UserSettings read(Path file, Console console) {
        try {
            return UserSettings.read(file);
        } catch (InvalidA3sfile e) {
            Problems.show(e.problems(), console);
            throw new Failure(ExitCode.WRONG, "mend " + file + ", or remove it: a3s config --unset all", e);
        }
    }
}
