import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Makes of the jars in {@code IMAGE/lib} a directory that runs without a JDK: a runtime of the modules that a3s uses, the
 * launcher, and archives of loaded classes that let JVMs start faster. What is there and still right is left alone.
 * Run by the build with the JDK that compiles: {@code java build/Image.java IMAGE PICOCLI-SOURCES LAUNCHERS [TAR.GZ]}.
 */
final class Image {
    /** What the jars refer to, as jdeps says, without java.desktop and java.sql, which they use only where they are there. */
    private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.net.http,java.xml,"
            + "jdk.httpserver,jdk.jfr,jdk.net,jdk.unsupported,jdk.zipfs";
    private static final long PATIENCE_S = 60;

    private final Path image;
    private final Path lib;
    private final Path runtime;
    private final Path work;

    private Image(Path image) throws IOException {
        this.image = image;
        this.lib = image.resolve("lib");
        this.runtime = image.resolve("runtime");
        this.work = Files.createTempDirectory("a3s-image");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (Runtime.version().feature() < 25) {
            throw new IllegalStateException("a3s is made of a JDK 25; this is " + Runtime.version() + " in "
                    + System.getProperty("java.home"));
}
        var making = new Image(Path.of(args[0]).toAbsolutePath());
        try {
            making.makeRuntime();
            making.recompilePicocli(Path.of(args[1]));
            making.copyLaunchers(Path.of(args[2]));
            making.makeClassPath();
            making.describe();
            making.makeArchives();
            if (args.length > 3 && !args[3].isEmpty()) {
                making.pack(Path.of(args[3]));
}
        } finally {
            delete(making.work);
        }
    }

    private void makeRuntime() throws IOException {
        var made = image.resolveSibling("runtime.made");
        // Asked, a JVM looks for such a provider in every jar before its first socket, a fifth of what a short command takes.
        var sockets = "-Djava.nio.channels.spi.SelectorProvider=" + SelectorProvider.provider().getClass().getName();
        var wanted = String.join(" ", System.getProperty("java.vm.version"), System.getProperty("java.home"), MODULES,
                sockets);
        if (Files.exists(made) && Files.readString(made).equals(wanted) && Files.exists(runtime.resolve("release"))) {
            return;
}
        delete(runtime);
        run(tool("jlink"), "--add-modules", MODULES, "--strip-debug", "--no-header-files", "--no-man-pages",
                "--add-options", sockets, "--output", runtime.toString());
        Files.writeString(made, wanted);
    }

    /**
     * The picocli that is published is of Java 5's class format, which no archive takes, and then describing the command
     * line is what commands spend their time with. The same sources compiled anew are taken.
     */
    private void recompilePicocli(Path sources) throws IOException {
        Path jar;
        try (var jars = Files.list(lib)) {
            jar = jars.filter(file -> file.getFileName().toString().startsWith("picocli-")).findFirst().orElseThrow();
        }
        try (var zip = new ZipFile(jar.toFile());
                var in = zip.getInputStream(zip.getEntry("picocli/CommandLine.class"))) {
            if (in.readNBytes(8)[7] >= 65) {
                return;
}
        }
        var source = Files.createDirectory(work.resolve("picocli"));
        try (var zip = new ZipFile(sources.toFile())) {
            for (var entry : zip.stream().filter(file -> file.getName().startsWith("picocli/")).toList()) {
                var to = source.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
} else {
                    Files.copy(zip.getInputStream(entry), to);
}
            }
        }
        var classes = work.resolve("picocli-classes");
        var arguments = new ArrayList<>(List.of("-nowarn", "-Xlint:none", "--release", "25", "-g:source,lines", "-d",
                classes.toString()));
        try (var files = Files.walk(source)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        run(tool("javac"), arguments.toArray(String[]::new));
        var compiled = work.resolve("picocli.jar");
        run(tool("jar"), "--create", "--file", compiled.toString(), "--date", "2026-01-01T00:00:00Z", "-C",
                classes.toString(), ".");
        Files.move(compiled, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private void copyLaunchers(Path from) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var to = image.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
} else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
}
            }
        }
    }

    /** A jar with nothing but the list of the others: a class path of one entry, in an order that no copying changes. */
    private void makeClassPath() throws IOException {
        String others;
        try (var jars = Files.list(lib)) {
            others = jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.equals("a3s.jar"))
                    .sorted(Comparator.comparing((String name) -> !name.startsWith("a3s-")).thenComparing(name -> name))
                    .collect(Collectors.joining(" "));
        }
        var jar = lib.resolve("a3s.jar");
        if (Files.exists(jar)) {
            try (var known = new java.util.jar.JarFile(jar.toFile())) {
                if (others.equals(known.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH))) {
                    return;
}
            }
        }
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, others);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
    }

    /** Completions and the manual page, as the program itself has them; without them where it cannot be asked. */
    private void describe() throws IOException, InterruptedException {
        var share = image.resolve("share");
        if (newerThanJars(share.resolve("man/man1/a3s.1"))) {
            return;
}
        var process = new ProcessBuilder(runtime.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-Xlog:disable", "-cp",
                lib.resolve("a3s.jar").toString(), "dev.a3s.cli.A3s", "completion", "--package", share.toString())
                .inheritIO().start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
} else if (process.exitValue() != 0) {
            System.err.println("no completions and no manual page could be made");
}
    }

    // --- archives

    private Path home;
    private Path project;
    private int port;

    private void makeArchives() throws IOException, InterruptedException {
        var command = lib.resolve("command.jsa");
        var daemon = lib.resolve("daemon.jsa");
        var status = lib.resolve("status.jsa");
        var logs = lib.resolve("logs.jsa");
        if (newerThanJars(command) && newerThanJars(daemon) && newerThanJars(status) && newerThanJars(logs)) {
            return;
}
        home = Files.createDirectory(work.resolve("home"));
        project = Files.createDirectory(work.resolve("project"));
        port = freePort();
        Files.writeString(project.resolve("A3sfile.hcl"), PROJECT.formatted(port, runtime.resolve("bin/java")));
        try {
            train();
            dump("command", command);
            dump("daemon", daemon);
            dump("status", status);
            dump("logs", logs);
        } catch (Unlearned e) {
            Files.deleteIfExists(command);
            Files.deleteIfExists(daemon);
            Files.deleteIfExists(status);
            Files.deleteIfExists(logs);
            System.err.println("a3s will start more slowly: no class archive could be made: " + e.getMessage());
        }
    }

    /** Something did not run as it should have; the program does without archives. */
    private static final class Unlearned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unlearned(String message) {
            super(message);
        }
    }

    private static final String PROJECT = """
            dev {
              name       = "training"
              proxy_port = %d
            }
            service "clock" {
              port = 0
              cmd  = "while :; do date; sleep 0.2; done"
              env  = { ZONE = "${env("TZ", "UTC")}" }
              health {
                type = "cmd"
                cmd  = "true"
              }
            }
            service "web" {
              cmd = ["%s", "-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", "${service.web.port}"]
              health {
                type = "http"
                path = "/"
              }
              watch {
                paths = ["."]
              }
            }
            service "rest" {
              port       = 0
              cmd        = ["sleep", "60"]
              depends_on = ["clock"]
            }
            """;

    /** Lets a daemon and commands of their own do what they do, and notes the classes that they load. */
    private void train() throws IOException, InterruptedException {
        var daemon = java("daemon", "dev.a3s.daemon.DaemonMain").start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
            while (!Files.exists(home.resolve("daemon.json"))) {
                if (!daemon.isAlive() || System.nanoTime() > deadline) {
                    throw new Unlearned("the daemon did not start");
}
                Thread.sleep(20);
            }
            command("up", "-d");
            request("web.localhost");
            request("nobody.localhost");
            awaitStatusFile();
            run("status", "status");
            command("status", "--json");
            run("logs", "logs", "-n", "50");
            command("logs", "-n", "50", "--timestamps");
            command("validate");
            command("--help");
            command("down");
            command("daemon", "stop");
            if (!daemon.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new Unlearned("the daemon did not end");
}
        } finally {
            daemon.destroyForcibly();
        }
    }

    /** As a browser asks the proxy, with keep-alive and without. */
    private void request(String host) {
        try (var client = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_S));
            var head = "GET / HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\n";
            client.getOutputStream().write((head + "\r\n" + head + "Connection: close\r\n\r\n").getBytes());
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new Unlearned("the proxy does not serve " + host + ": " + e.getMessage());
        }
    }

    private void awaitStatusFile() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < deadline) {
            try (var files = Files.list(home.resolve("status"))) {
                if (files.findAny().isPresent()) {
                    return;
}
            }
            Thread.sleep(20);
        }
        // Where there is none, status asks over the socket as every command does.
    }

    private void command(String... arguments) throws IOException, InterruptedException {
        run("command", arguments);
    }

    private void run(String use, String... arguments) throws IOException, InterruptedException {
        var builder = java(use, "dev.a3s.cli.A3s");
        builder.command().addAll(List.of(arguments));
        var process = builder.start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new Unlearned("a3s " + String.join(" ", arguments) + " did not end");
        }
        if (process.exitValue() != 0) {
            throw new Unlearned("a3s " + String.join(" ", arguments) + " failed: "
                    + Files.readString(work.resolve("output")).strip());
}
    }

    private int lists;

    private ProcessBuilder java(String use, String main) throws IOException {
        var builder = new ProcessBuilder(runtime.resolve("bin/java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xlog:disable", "--enable-native-access=ALL-UNNAMED",
                "-XX:DumpLoadedClassList=" + work.resolve(use + "-" + lists++ + ".classes"), "-cp",
                lib.resolve("a3s.jar").toString(), main);
        builder.directory(project.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("A3S_") || name.endsWith("_OPTIONS"));
        builder.environment().put("A3S_HOME", home.toString());
        builder.redirectInput(new java.io.File("/dev/null")).redirectErrorStream(true).redirectOutput(
                use.equals("daemon") ? work.resolve("daemon.out").toFile() : work.resolve("output").toFile());
        return builder;
    }

    /** One archive of the classes in all lists of a use; those that a class loader of its own defined cannot be in it. */
    private void dump(String use, Path archive) throws IOException, InterruptedException {
        Set<String> classes = new LinkedHashSet<>();
        try (var files = Files.list(work)) {
            for (var list : files.filter(file -> file.getFileName().toString().matches(use + "-[0-9]+\\.classes"))
                    .sorted()
                    .toList()) {
                for (var line : Files.readAllLines(list)) {
                    if (!line.contains(" source: ")) {
                        classes.add(line.replaceFirst(" id: [0-9]+$", ""));
}
}
}
        }
        var list = work.resolve(use + ".classes");
        Files.write(list, classes);
        var draft = lib.resolve(archive.getFileName() + ".draft");
        var dumping = new ProcessBuilder(runtime.resolve("bin/java").toString(), "-Xshare:dump",
                "-XX:+AOTClassLinking", "-XX:+UseSerialGC", "-Xlog:disable", "--enable-native-access=ALL-UNNAMED",
                "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + draft, "-cp",
                lib.resolve("a3s.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
        if (dumping.waitFor() != 0 || !Files.exists(draft)) {
            throw new Unlearned("-Xshare:dump: " + Files.readString(work.resolve("output")).strip());
}
        Files.move(draft, archive, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean newerThanJars(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            return false;
}
        var made = Files.getLastModifiedTime(archive);
        try (var jars = Files.list(lib)) {
            return Stream.concat(jars.filter(file -> file.toString().endsWith(".jar")),
                    Stream.of(runtime.resolve("release"))).allMatch(file -> modified(file).compareTo(made) < 0);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** All of it as one file; tar(1) keeps modes and times, and an archive counts only with the times of its jars. */
    private void pack(Path file) throws IOException, InterruptedException {
        var newest = lib.resolve("command.jsa");
        if (Files.exists(file) && Files.exists(newest) && modified(file).compareTo(modified(newest)) > 0) {
            return;
}
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        int exit = new ProcessBuilder("tar", "-czf", draft.toString(), "-C", image.getParent().toString(),
                image.getFileName().toString()).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("tar failed with exit code " + exit);
}
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    // --- tools

    private static ToolProvider tool(String name) {
        return ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name + ": " + Runtime.version()));
    }

    private static void run(ToolProvider tool, String... arguments) {
        int exit = tool.run(System.out, System.err, arguments);
        if (exit != 0) {
            throw new IllegalStateException(tool.name() + " failed with exit code " + exit);
}
    }

    private static void delete(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return;
}
        Files.walkFileTree(dir, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failure) throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
