package dev.a3s.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.cli.Sandbox.Running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code a3s logs} as a user runs it, and what is promised of a service's lines, from a real process to the terminal. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LogsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Sandbox sandbox;

    @BeforeEach
    void aUser() throws IOException {
        sandbox = new Sandbox(dir);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    /** A project whose service {@code api} runs {@code script}, which waits for files that a test creates. */
    private Path project(String script) throws IOException {
        var project = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "api" {
                  port = 0
                  cmd  = ["sh", "api.sh"]
                }
                """);
        Files.writeString(project.resolve("api.sh"),
                "gate() { until [ -e \"$1\" ]; do sleep 0.02; done; }\n" + script + "\nexec sleep 1000\n");
        return project;
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "api | " + i).toList();
    }

    private static List<String> lines(Running running) throws IOException {
        return running.out().lines().filter(line -> !line.contains(" = ")).toList();
    }

    private static void awaitLast(Running running, String line) {
        await(line).atMost(Duration.ofSeconds(90)).until(() -> running.out().endsWith(line + "\n"));
    }

    @Test
    void aMillionLinesInABurstAreFollowedWithoutLossOrRepetition() throws Exception {
        var project = project("gate go; seq 1 1000000");
        sandbox.run(project, "up", "-d").expect(0);
        var following = sandbox.start(project, "logs", "-f", "-n", "1");
        awaitFollowing(following);
        Files.createFile(project.resolve("go"));
        await("the last line").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500))
                .until(() -> endsWith(following.output(), "api | 1000000\n"));
        assertThat(lines(following)).isEqualTo(numbered(1, 1_000_000));
        assertThat(sandbox.run(project, "logs", "-n", "3", "--grep", "00000$").expect(0).out())
                .isEqualTo("api | 800000\napi | 900000\napi | 1000000\n");
        end(following);
    }

    private static boolean endsWith(Path file, String text) throws IOException {
        try (var reader = new java.io.RandomAccessFile(file.toFile(), "r")) {
            reader.seek(Math.max(0, reader.length() - text.length()));
            return text.equals(reader.readLine() + "\n");
        }
    }

    private static void awaitFollowing(Running following) {
        await("something is followed").atMost(SOON).until(() -> !following.out().isEmpty());
    }

    private static void end(Running following) throws Exception {
        following.process().destroy();
        assertThat(following.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void followingGoesOnOverARestartAndTheDeathOfTheDaemonAndEndsWithTheSession() throws Exception {
        var project = project("""
                touch run-$(ls run-* 2>/dev/null | wc -l)
                if [ -e run-1 ]; then seq 101 200; gate more; seq 201 300; else seq 1 100; fi""");
        sandbox.run(project, "up", "-d").expect(0);
        var following = sandbox.start(project, "logs", "-f", "-n", "100000");
        await("the first run's lines").atMost(SOON).until(() -> following.out().contains("api | 100\n"));
        sandbox.run(project, "restart", "api").expect(0);
        await("the second run's lines").atMost(SOON).until(() -> following.out().contains("api | 200\n"));
        var daemon = ProcessHandle.of(sandbox.daemonPid()).orElseThrow();
        daemon.destroyForcibly();
        daemon.onExit().get(10, TimeUnit.SECONDS);
        Files.createFile(project.resolve("more"));
        await("lines of a time without daemon").atMost(SOON).until(() -> following.out().contains("api | 300\n"));
        sandbox.run(project, "down").expect(0);
        assertThat(following.process().waitFor(20, TimeUnit.SECONDS)).as("it ends with the session").isTrue();
        assertThat(following.process().exitValue()).isZero();
        assertThat(lines(following)).isEqualTo(numbered(1, 300));
        assertThat(following.out()).endsWith("api = stopped (killed by SIGTERM)\n");
        assertThat(following.err()).contains("no session runs");
    }

    @Test
    void aFollowerGetsTheLinesOfServicesThatAreAddedLater() throws Exception {
        var project = project("echo here");
        sandbox.run(project, "up", "-d").expect(0);
        var following = sandbox.start(project, "logs", "-f");
        awaitFollowing(following);
        var file = Files.readString(project.resolve("A3sfile.hcl"));
        Files.writeString(project.resolve("A3sfile.hcl"),
                file + "service \"late\" {\n  port = 0\n  cmd = \"echo better late; exec sleep 1000\"\n}\n");
        sandbox.run(project, "up", "-d").expect(0);
        await("the new service's line").atMost(SOON).until(() -> following.out().contains("late | better late\n"));
        assertThat(following.out()).containsOnlyOnce("api | here\n");
        end(following);
    }

    @Test
    void logsOfASessionThatHasEndedCanBeSearched() throws Exception {
        var project = project("seq 1 1000; echo oops >&2");
        sandbox.run(project, "up", "-d").expect(0);
        await("it has written").atMost(SOON).until(() -> sandbox.run(project, "logs").out().contains("oops"));
        sandbox.run(project, "down").expect(0);
        assertThat(sandbox.run(project, "logs", "-n", "2", "--grep", "^\\d*99$").expect(0).out())
                .isEqualTo("api | 899\napi | 999\n");
        assertThat(sandbox.run(project, "logs", "--since", "1h", "--grep", "oops").expect(0).out())
                .isEqualTo("api | oops\n");
        assertThat(sandbox.run(project, "logs", "--since", "2100-01-01").expect(0).out()).isEmpty();
        assertThat(sandbox.run(project, "logs", "--since", "soon").expect(2).err()).contains("--since takes a time");
        assertThat(sandbox.run(project, "logs", "--grep", "a(b").expect(2).err()).contains("no regular expression");
    }

    @Test
    void programsGetExactlyWhatAServiceWrites() throws Exception {
        var project = project("""
                printf 'nul \\000 and \\377\\n'
                printf '\\033[31mred\\033[0m\\n'
                echo problem >&2""");
        sandbox.run(project, "up", "-d").expect(0);
        await("it has written").atMost(SOON).until(() -> sandbox.run(project, "logs").out().contains("problem"));
        var json = sandbox.run(project, "logs", "--json").expect(0).out();
        assertThat(json.lines()).allMatch(line -> line.matches(
                "\\{\"time\":\"[^\"]+Z\",\"approximate\":false,\"service\":\"api\",\"stream\":\"(out|err|note)\","
                        + "\"text\":(null|\".*\"),\"base64\":(null|\"[^\"]*\"),\"sequence\":[0-9]+}"));
        assertThat(json).contains("\"stream\":\"out\",\"text\":null,\"base64\":\"bnVsIAAgYW5kIP8=\"")
                .contains("\"stream\":\"out\",\"text\":\"\\u001b[31mred\\u001b[0m\"")
                .contains("\"stream\":\"err\",\"text\":\"problem\"");
        assertThat(sandbox.run(project, "logs").expect(0).out()).as("no terminal, no colours").contains("api | red\n")
                .contains("api | nul \0 and \u00ff\n");
        assertThat(sandbox.run(project, "logs", "--timestamps", "--grep", "^red").expect(0).out())
                .matches(" \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} api \\| red\n");
    }

    @Test
    void aLineOfTenMebibytesArrivesWhole() throws Exception {
        var project = project(
                "head -c 10485760 /dev/zero; echo; head -c 10485760 /dev/zero | tr '\\0' x; echo; echo next");
        sandbox.run(project, "up", "-d").expect(0);
        var following = sandbox.start(project, "logs", "-f", "--grep", "^(\\x00|x|n)");
        awaitLast(following, "api | next");
        assertThat(lines(following).stream().map(String::length)).containsExactly(6 + (10 << 20), 6 + (10 << 20), 10);
        end(following);
    }

    @Test
    void aFullDiskStopsNoServiceAndIsSaidOnce() throws Exception {
        var disk = Files.createDirectory(dir.resolve("disk"));
        var project = project("""
                gate full; seq 1 1000; echo problem >&2
                gate free; seq 1001 2000""");
        var mounted = sandbox.home.resolve("sessions");
        var mount = "mkdir -p %s && mount -t tmpfs -o size=1m,mode=700 none %s && exec \"$@\"".formatted(mounted,
                mounted);
        Needs.success("a file system of its own", "unshare", "-Urm", "mount", "-t", "tmpfs", "none", disk.toString());
        sandbox.runIn(List.of("unshare", "-Urm", "sh", "-c", mount, "sh"), project, "up", "-d").expect(0);
        var inside = List.of("nsenter", "-U", "-m", "--preserve-credentials", "-t", "" + sandbox.daemonPid());
        var filler = mounted.resolve("filler");
        run(inside, "dd", "if=/dev/zero", "of=" + filler, "bs=64k");
        Files.createFile(project.resolve("full"));
        var following = sandbox.start(project, "logs", "-f");
        await("it is said").atMost(SOON).until(() -> following.err().contains("the log of api: no space is left"));
        sandbox.run(project, "status").expect(0);
        run(inside, "rm", filler.toString());
        Files.createFile(project.resolve("free"));
        awaitLast(following, "api | 2000");
        assertThat(lines(following)).containsAll(numbered(1001, 2000));
        assertThat(following.err()).containsOnlyOnce("no space is left");
        end(following);
    }

    private static void run(List<String> prefix, String... command) throws IOException, InterruptedException {
        var all = new java.util.ArrayList<>(prefix);
        all.addAll(List.of(command));
        var process = new ProcessBuilder(all).redirectErrorStream(true).start();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
    }
}
