package dev.a3s.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What {@code build/deb} makes, unpacked where it was not made and started as its users do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianPackageIT {
    private static final Path BUILD = Path.of(System.getProperty("a3s.root"), "build", "deb");
    private static final String PROJECT = """
            dev {
              name       = "debian"
              proxy_port = PROXY
            }
            service "clock" {
              port = 0
              cmd  = "echo tick; exec sleep 100000"
            }
            """;

    private Path dir;
    private Path made;
    private Path root;
    private Sandbox sandbox;

    @BeforeAll
    void unpack(@TempDir Path dir) throws IOException, InterruptedException {
        Needs.program("dpkg-deb", "Debian: dpkg");
        this.dir = dir;
        sandbox = new Sandbox(dir);
        made = Files.createDirectories(dir.resolve("made"));
        root = Files.createDirectories(dir.resolve("root"));
        run(made, BUILD.toString(), made.toString());
        run(made, "dpkg", "-x", file().toString(), root.toString());
    }

    @AfterAll
    void end() throws IOException, InterruptedException {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private Path file() throws IOException {
        try (var files = Files.list(made)) {
            return files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
        }
    }

    private String run(Path in, String... command) throws IOException, InterruptedException {
        var out = Files.createTempFile(dir, "out", "");
        var err = Files.createTempFile(dir, "err", "");
        var builder = new ProcessBuilder(command).directory(in.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("A3S_JAVA", "JAVA_HOME", "JAVA25_HOME", "CLICOLOR_FORCE"));
        builder.environment().put("A3S_HOME", sandbox.home.toString());
        var process = builder.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("%s ends", List.of(command)).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", List.of(command), Files.readString(err)).isZero();
        return Files.readString(out);
    }

    private String a3s(Path in, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root.resolve("usr/bin/a3s").toString()));
        command.addAll(List.of(arguments));
        return run(in, command.toArray(String[]::new));
    }

    @Test
    void aProjectIsStartedAndStoppedByTheUnpackedProgram() throws Exception {
        var project = sandbox.project("debian", PROJECT);
        assertThat(a3s(project, "--version")).contains("a3s ");
        a3s(project, "up", "-d");
        assertThat(a3s(project, "status")).contains("clock", "ready");
        var maps = Files.readString(Path.of("/proc/" + sandbox.daemonPid() + "/maps"));
        assertThat(maps).as("the daemon uses its archive of classes").contains(root + "/usr/lib/a3s/lib/daemon.jsa");
        a3s(project, "down");
    }

    @Test
    void theArchivesOfClassesAreValidWhereThePackageIsUnpacked() throws Exception {
        var lib = root.resolve("usr/lib/a3s/lib");
        for (var archive : List.of("command", "status", "logs", "daemon")) {
            var loaded = dir.resolve(archive + ".loaded");
            run(dir, root.resolve("usr/lib/a3s/runtime/bin/java").toString(), "-XX:+UseSerialGC", "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:SharedArchiveFile=" + lib.resolve(archive + ".jsa"), "-Xlog:class+load:file=" + loaded, "-cp",
                    lib.resolve("a3s.jar").toString(), "dev.a3s.cli.A3s", "--version");
            assertThat(loaded).content().containsPattern("dev\\.a3s\\.\\S+ source: shared objects file");
        }
    }

    @Test
    void theManualAndCompletionsAreWhereDebianLooksForThem() throws Exception {
        var share = root.resolve("usr/share");
        try (var manual = new GZIPInputStream(Files.newInputStream(share.resolve("man/man1/a3s.1.gz")))) {
            assertThat(new String(manual.readAllBytes(), UTF_8)).contains(".SS \"a3s up\"");
        }
        assertThat(share.resolve("bash-completion/completions/a3s")).content().contains("complete -F _a3s a3s");
        assertThat(share.resolve("zsh/vendor-completions/_a3s")).content().startsWith("#compdef a3s");
        assertThat(share.resolve("fish/vendor_completions.d/a3s.fish")).content().contains("complete -c a3s");
    }

    @Test
    void theLicenceOfEachLibraryIsListed() throws Exception {
        var copyright = Files.readString(root.resolve("usr/share/doc/a3s/copyright"));
        assertThat(copyright).contains("Permission is hereby granted, free of charge");
        var listed = copyright.lines()
                .filter(line -> line.startsWith("Files: "))
                .flatMap(line -> Stream.of(line.substring("Files: ".length()).split(" ")))
                .toList();
        try (var jars = Files.list(root.resolve("usr/lib/a3s/lib"))) {
            assertThat(jars.map(root::relativize)
                    .filter(jar -> jar.toString().matches(".*/(?!a3s[-.])[^/]*\\.jar"))).isNotEmpty()
                    .allSatisfy(jar -> assertThat(listed).as("%s in build/deb.copyright", jar)
                            .anyMatch(files -> files.contains("/lib/a3s/lib/") && FileSystems.getDefault()
                                    .getPathMatcher("glob:" + files).matches(jar)));
        }
    }

    @Test
    void theSameProgramMakesTheSamePackage(@TempDir Path again) throws Exception {
        run(again, BUILD.toString(), again.toString());
        assertThat(again.resolve(file().getFileName())).hasSameBinaryContentAs(file());
    }

    @Test
    void aSnapshotSortsBelowItsRelease() throws Exception {
        var version = run(dir, "dpkg-deb", "--field", file().toString(), "Version").strip();
        assertThat(file().getFileName().toString()).startsWith("a3s_" + version + "_");
        run(dir, "dpkg", "--compare-versions", version, "le", version.replaceFirst("~.*", ""));
        assertThat(version).doesNotContain("SNAPSHOT");
    }
}
