package dev.a3s.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The package itself, started as its users do: by its launcher, where no Java is to be found but a broken one. */
class PackagedIT {
    private static final Path IMAGE = Path.of(System.getProperty("a3s.lib")).getParent();
    private static final String PROJECT = """
            dev {
              name       = "packed"
              proxy_port = PROXY
            }
            service "clock" {
              port = 0
              cmd  = "echo tick; exec sleep 100000"
              restart {
                policy = "never"
              }
            }
            """;

    private Sandbox sandbox;
    private Path project;
    private Path decoys;
    private Path called;

    @BeforeEach
    void begin(@TempDir Path dir) throws IOException {
        sandbox = new Sandbox(dir);
        project = sandbox.project("packed", PROJECT);
        decoys = Files.createDirectories(dir.resolve("decoys"));
        called = dir.resolve("called");
        for (var name : List.of("java", "javac", "mvn")) {
            var decoy = Files.writeString(decoys.resolve(name), "#!/bin/sh\necho " + name + " >>" + called
                    + "\nexit 1\n");
            Files.setPosixFilePermissions(decoy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        sandbox.close();
    }

    private record Result(int exit, String out, String err) {}

    private Result run(Path dir, List<String> command) throws IOException, InterruptedException {
        var out = Files.createTempFile(decoys, "out", "");
        var err = Files.createTempFile(decoys, "err", "");
        var builder = new ProcessBuilder(command).directory(dir.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        var environment = builder.environment();
        environment.keySet().removeAll(List.of("NO_COLOR", "CLICOLOR_FORCE", "A3S_JAVA", "JAVA25_HOME"));
        environment.put("JAVA_HOME", decoys.toString());
        environment.put("PATH", decoys + ":/usr/bin:/bin:/usr/sbin:/sbin");
        environment.put("A3S_HOME", sandbox.home.toString());
        environment.put("TERM", "xterm");
        var process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Result a3s(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(IMAGE.resolve("bin/a3s").toString()));
        command.addAll(List.of(arguments));
        return run(project, command);
    }

    private void up() throws IOException, InterruptedException {
        var up = a3s("up", "-d");
        assertThat(up.exit()).as(up.err()).isZero();
    }

    @Test
    void thePackageRunsWithoutAnyOtherJava() throws Exception {
        up();
        var status = a3s("status");
        assertThat(status.exit()).isZero();
        assertThat(status.err()).as("the JVM has nothing to say").isEmpty();
        assertThat(status.out()).contains("clock", "ready").doesNotContain("\u001b");
        assertThat(a3s("logs", "-n", "5").out()).contains("tick");
        assertThat(a3s("validate").exit()).isZero();
        assertThat(called).as("no Java from elsewhere was called").doesNotExist();
    }

    @Test
    void inATerminalItHasColours() throws Exception {
        Needs.program("script", "Debian: bsdutils");
        up();
        var status = run(project, List.of("script", "-qec", IMAGE.resolve("bin/a3s") + " status", "/dev/null"));
        assertThat(status.out()).contains("\u001b[32mready\u001b[0m");
    }

    @Test
    void aCopyRunsThroughALinkFromAPathWithBlanksAndReadOnly(@TempDir Path dir) throws Exception {
        var place = dir.resolve("a place with blanks");
        assertThat(run(dir, List.of("cp", "-Rp", IMAGE.toString(), place.toString())).exit()).isZero();
        assertThat(run(dir, List.of("chmod", "-R", "a-w", place.toString())).exit()).isZero();
        var link = Files.createSymbolicLink(dir.resolve("a3s"), Path.of("a place with blanks/bin/a3s"));
        try {
            var version = run(project, List.of(link.toString(), "--version"));
            assertThat(version.err()).isEmpty();
            assertThat(version.out()).contains("a3s ");
            assertThat(run(project, List.of(link.toString(), "validate")).exit()).isZero();
            assertThat(called).doesNotExist();
        } finally {
            run(dir, List.of("chmod", "-R", "u+w", place.toString()));
        }
    }

    @Test
    void withoutALocaleNothingButAsciiIsSpoilt() throws Exception {
        sandbox.write(project, PROJECT.replace("echo tick", "echo gr\u00fc\u00df $OWN $GIVEN $LC_ALL.")
                .replace("port = 0", "port = 0\n  env = { GIVEN = \"\u2713\" }"));
        for (var locale : List.of("LC_ALL=C", "unset LC_ALL LC_CTYPE; LANG=")) {
            var up = run(project, List.of("sh", "-c", locale + "; OWN=$(printf '\\303\\244'); export LC_ALL OWN; "
                    + "mkdir -p \"$OWN\"; cd \"$OWN\"; \"$0\" up -d --refresh-env && \"$0\" restart clock && \"$0\" logs -n 4",
                    IMAGE.resolve("bin/a3s").toString()));
            assertThat(up.exit()).as(up.err()).isZero();
            assertThat(up.out()).contains("gr\u00fc\u00df \u00e4 \u2713 " + (locale.equals("LC_ALL=C") ? "C." : "."));
            assertThat(a3s("down").exit()).isZero();
            assertThat(a3s("daemon", "stop").exit()).isZero();
        }
    }

    @Test
    void aDirectoryThatIsGoneIsSaidInASentence(@TempDir Path dir) throws Exception {
        for (var after : List.of("", "mkdir \"$PWD\" && ")) {
            var status = run(dir, List.of("sh", "-c", "mkdir here && cd here && rmdir \"$PWD\" && " + after
                    + "exec \"$0\" status", IMAGE.resolve("bin/a3s").toString()));
            assertThat(status.exit()).as(status.err()).isEqualTo(2);
            assertThat(status.err()).contains("error: this directory is gone").doesNotContain("\tat ");
            Files.deleteIfExists(dir.resolve("here"));
        }
    }

    @Test
    void aCopyWhoseClassArchivesNoLongerFitSaysNothingOfIt(@TempDir Path dir) throws Exception {
        var place = dir.resolve("a3s");
        assertThat(run(dir, List.of("cp", "-R", IMAGE.toString(), place.toString())).exit()).isZero();
        for (var command : List.of(List.of("--version"), List.of("status"), List.of("logs"))) {
            var line = new ArrayList<>(List.of(place.resolve("bin/a3s").toString()));
            line.addAll(command);
            assertThat(run(project, line).err()).as("%s", command).doesNotContain("cds", "archive", "warning");
        }
    }

    @Test
    void itIsInstalledAndRemovedAgain(@TempDir Path prefix) throws Exception {
        var install = run(prefix, List.of("env", "PREFIX=" + prefix, IMAGE.resolve("install.sh").toString()));
        assertThat(install.exit()).as(install.err()).isZero();
        assertThat(install.out()).contains("uninstall");
        assertThat(run(prefix, List.of(prefix.resolve("bin/a3s").toString(), "--version")).out()).contains("a3s ");
        assertThat(prefix.resolve("share/man/man1/a3s.1")).content().contains(".SS \"a3s up\"", "\\-\\-only");
        var completion = prefix.resolve("share/bash-completion/completions/a3s");
        assertThat(completion).content().contains("complete -F _a3s a3s");
        var removal = run(prefix,
                List.of("env", "PREFIX=" + prefix, prefix.resolve("lib/a3s/install.sh").toString(), "uninstall"));
        assertThat(removal.exit()).as(removal.err()).isZero();
        assertThat(prefix.resolve("lib/a3s")).doesNotExist();
        assertThat(completion).doesNotExist();
        assertThat(Files.isSymbolicLink(prefix.resolve("bin/a3s"))).isFalse();
    }

    @Test
    void installingLeavesSomebodyElsesProgramAlone(@TempDir Path prefix) throws Exception {
        var theirs = Files.writeString(Files.createDirectories(prefix.resolve("bin")).resolve("a3s"), "theirs");
        var install = run(prefix, List.of("env", "PREFIX=" + prefix, IMAGE.resolve("install.sh").toString()));
        assertThat(install.exit()).isEqualTo(1);
        assertThat(install.err()).contains(theirs.toString());
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void aStatusNeverShowsADeadProcessAsReady() throws Exception {
        up();
        for (int round = 0; round < 5; round++) {
            awaitStatusFile();
            long pid = pid();
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
            await("it is over").until(() -> !Sandbox.lives(pid));
            assertThat(a3s("status").out()).doesNotContainPattern("ready +" + pid);
            assertThat(a3s("restart", "clock").exit()).isZero();
        }
    }

    @Test
    void aStatusShowsAtOnceThatTheFileWasEdited() throws Exception {
        up();
        awaitStatusFile();
        assertThat(a3s("status").err()).isEmpty();
        Files.writeString(project.resolve("A3sfile.hcl"),
                Files.readString(project.resolve("A3sfile.hcl")).replace("tick", "tack, tack"));
        assertThat(a3s("status").err()).contains("a3s up applies it");
        Files.writeString(project.resolve("A3sfile.hcl"), "service {");
        assertThat(a3s("status").err()).contains("broken");
    }

    @Test
    void aStatusDoesNotBelieveWhatADeadDaemonWrote() throws Exception {
        up();
        awaitStatusFile();
        long daemon = sandbox.daemonPid();
        ProcessHandle.of(daemon).orElseThrow().destroyForcibly();
        await("the daemon is over").until(() -> !Sandbox.lives(daemon));
        var status = a3s("status");
        assertThat(status.exit()).as(status.err()).isZero();
        assertThat(sandbox.daemonPid()).as("another took over").isNotEqualTo(daemon);
        assertThat(Sandbox.lives(sandbox.daemonPid())).isTrue();
    }

    @Test
    void aStatusAfterDownSaysThatNothingRuns() throws Exception {
        up();
        awaitStatusFile();
        assertThat(a3s("down").exit()).isZero();
        var status = a3s("status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.err()).contains("nothing is running");
    }

    private long pid() throws IOException, InterruptedException {
        var row = a3s("status").out().lines().filter(line -> line.startsWith("clock")).findFirst().orElseThrow();
        return Long.parseLong(row.replaceFirst("clock +\\S+ +([0-9]+).*", "$1"));
    }

    /** Waits for the status file, where there is one: the daemon writes none where a command could not check it cheaply. */
    private void awaitStatusFile() {
        if (Files.exists(Path.of("/proc/self/stat"))) {
            await("the daemon has written what status will say").atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        var files = sandbox.home.resolve("status").toFile().list();
                        return files != null && files.length == 1;
                    });
        }
    }
}
