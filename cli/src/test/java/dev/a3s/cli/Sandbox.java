package dev.a3s.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A user of their own: a home, a proxy port, and the packaged command run in it. Closing it stops every session and the
 * daemon, and asserts that no process of it is left.
 */
final class Sandbox {
    private static final Path LIB = Path.of(System.getProperty("a3s.lib"));
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    final Path home;
    final int port;
    private final Path work;

    Sandbox(Path dir) throws IOException {
        this.home = dir.resolve("home");
        this.work = dir.resolve("work");
        this.port = freePort();
        Files.createDirectories(work);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A directory with an A3sfile; {@code PROXY} and {@code SERVICE} in {@code text} stand for the port and a test service. */
    Path project(String name, String text) throws IOException {
        var dir = Files.createDirectories(work.resolve(name));
        write(dir, text);
        return dir;
    }

    /** A copy of {@code src/test/projects/NAME}. */
    Path copyOf(String name) throws IOException {
        var from = Path.of("src", "test", "projects", name);
        var dir = work.resolve(name);
        copy(from, dir);
        write(dir, Files.readString(from.resolve("A3sfile.hcl")));
        return dir;
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    void write(Path project, String text) throws IOException {
        var classes = Path.of("target", "test-classes").toAbsolutePath();
        Files.writeString(project.resolve("A3sfile.hcl"), text.replace("PROXY", Integer.toString(port))
                .replace("SERVICE", JAVA + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + classes
                        + " dev.a3s.cli.TestService"));
    }

    /** A command that has ended. */
    record Result(int exit, String out, String err) {
        Result expect(int code) {
            assertThat(exit).as("exit code; output:%n%s%nerrors:%n%s", out, err).isEqualTo(code);
            return this;
        }
    }

    Result run(Path dir, String... arguments) throws IOException, InterruptedException {
        return runIn(List.of(), dir, arguments);
    }

    /** {@code prefix} is a command that runs the rest of its arguments. */
    Result runIn(List<String> prefix, Path dir, String... arguments) throws IOException, InterruptedException {
        var running = start(prefix, dir, arguments);
        assertThat(running.process.waitFor(60, TimeUnit.SECONDS)).as("a3s %s ends", List.of(arguments)).isTrue();
        return new Result(running.process.exitValue(), running.out(), running.err());
    }

    /** A command that still runs. */
    record Running(Process process, Path output, Path errors) {
        String out() throws IOException {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        }

        String err() throws IOException {
            return Files.readString(errors, StandardCharsets.ISO_8859_1);
        }
    }

    Running start(Path dir, String... arguments) throws IOException {
        return start(List.of(), dir, arguments);
    }

    private Running start(List<String> prefix, Path dir, String... arguments) throws IOException {
        var out = Files.createTempFile(work, "out", "");
        var err = Files.createTempFile(work, "err", "");
        var builder = command(prefix, dir, arguments)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        return new Running(builder.start(), out, err);
    }

    /** A command for a test to talk to over pipes. */
    ProcessBuilder command(Path dir, String... arguments) {
        return command(List.of(), dir, arguments);
    }

    private ProcessBuilder command(List<String> prefix, Path dir, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", LIB + "/*",
                "dev.a3s.cli.A3s"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(dir.toFile());
        builder.environment().put("A3S_HOME", home.toString());
        builder.environment().put("A3S_JAVA", JAVA);
        builder.environment().keySet().removeIf(name -> name.equals("NO_COLOR") || name.equals("CLICOLOR_FORCE"));
        return builder;
    }

    /** GET through the proxy: status and body. */
    HttpResponse<String> get(String host, String path) throws IOException, InterruptedException {
        return send(request(host, path).GET());
    }

    /** POST through the proxy. */
    HttpResponse<String> post(String host, String path, String body) throws IOException, InterruptedException {
        return send(request(host, path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String host, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40))
                .header("Host", host);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The pid that a test service reports in its answer. */
    long pidBehind(String host) throws IOException, InterruptedException {
        var response = get(host, "/");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Long.parseLong(response.body().split(" ", 2)[0]);
    }

    long daemonPid() throws IOException {
        var json = Files.readString(home.resolve("daemon.json"));
        return Long.parseLong(json.replaceAll(".*\"pid\":([0-9]+).*", "$1"));
    }

    /** Whether a process runs; one that has ended and that init has not yet collected does not. */
    static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
    }

    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return false; // gone since, or no Linux
        }
    }

    /** Every process that runs anything of this sandbox. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains(home.getParent().toString())
                        || environment(process.pid()).contains(home.toString()))
                .toList();
    }

    static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    void close() throws IOException, InterruptedException {
        run(work, "daemon", "stop");
        try {
            await("no process is left").atMost(Duration.ofSeconds(20)).until(() -> processes().isEmpty());
        } finally {
            processes().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
