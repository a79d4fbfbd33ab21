package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test needs beyond the JDK and Maven. Without it the test is skipped, or fails where {@code A3S_SKIP_NOTHING} is set. */
public final class Needs {
    private Needs() {}

    /** The path of the program {@code name}. */
    public static Path program(String name, String remedy) {
        var found = Stream.of(System.getenv("PATH").split(":"))
                .map(dir -> Path.of(dir, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        throw missing("needs " + name + " on PATH (" + remedy + ")");
    }

    /** Requires that {@code command} exits 0 on this machine. */
    public static void success(String what, String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() != 0) {
            throw missing("needs " + what + " (" + String.join(" ", command) + " fails)");
        }
    }

    private static AssertionError missing(String message) {
        if (System.getenv("A3S_SKIP_NOTHING") != null) {
            return fail(message);
        }
        System.err.println("skipped: " + message);
        return abort(message);
    }
}
