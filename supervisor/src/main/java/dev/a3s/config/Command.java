package dev.a3s.config;

import java.util.List;

/** Something to run, as the file writes it: a string for the shell, or a list that is an argument vector. */
public sealed interface Command {

    /** Runs through {@code sh -c}. */
    record Shell(String script) implements Command {
        @Override
        public List<String> argv() {
            return List.of("sh", "-c", script);
        }

        @Override
        public String toString() {
            return script;
        }
    }

    /** Runs as it stands, without a shell; never empty. */
    record Argv(List<String> argv) implements Command {
        public Argv {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) {
                throw new IllegalArgumentException("an empty command");
            }
        }

        @Override
        public String toString() {
            return String.join(" ", argv);
        }
    }

    /** The argument vector to execute. */
    List<String> argv();
}
