package dev.a3s.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs beyond the JDK and Maven. Without it the test is skipped, or fails where {@code A3S_SKIP_NOTHING} is set. */
final class Needs {
    private Needs() {}

    static void program(String name, String remedy) {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, name)));
        if (there)
            return;
        String message = "needs " + name + " on PATH (" + remedy + ")";
        if (System.getenv("A3S_SKIP_NOTHING") != null)
            fail(message);
        System.err.println("skipped: " + message);
        assumeTrue(false, message);
    }
}
