package dev.a3s.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands whose output nobody takes any more: as in {@code a3s logs -f | head -1}, or on a full disk. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClosedOutputIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path project;

    @BeforeEach
    void aServiceThatWritesWhenTold() throws IOException {
        sandbox = new Sandbox(dir);
        project = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "api" {
                  port = 0
                  cmd  = "until [ -e go ]; do sleep 0.1; done; while :; do echo line; sleep 0.1; done"
                }
                """);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    /** Runs a command whose reader goes away after one line of it. */
    private Process readOneLineOf(String... arguments) throws IOException {
        var process = sandbox.command(project, arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).startsWith("api");
        }
        return process;
    }

    private static void assertEnds(Process process) throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    }

    @Test
    void followingEndsWithItsReader() throws Exception {
        Files.createFile(project.resolve("go"));
        sandbox.run(project, "up", "-d").expect(0);
        assertEnds(readOneLineOf("logs", "-f"));
        sandbox.run(project, "status").expect(0);
    }

    @Test
    void anUpWhoseReaderGoesStopsWhatItStarted() throws Exception {
        Files.createFile(project.resolve("go"));
        assertEnds(readOneLineOf("up"));
        assertThat(sandbox.run(project, "status").expect(1).err()).contains("nothing is running");
    }

    @Test
    void aFullDiskIsReported() throws Exception {
        Needs.success("/dev/full", "test", "-c", "/dev/full");
        sandbox.run(project, "up", "-d").expect(0);
        var full = List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh");
        for (var command : List.of("status", "logs", "ps", "config")) {
            assertThat(sandbox.runIn(full, project, command).expect(1).err())
                    .contains("error: cannot write to standard output: ").doesNotContain("\tat ");
        }
    }
}
