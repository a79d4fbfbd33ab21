package dev.a3s.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.config.Listen;
import dev.a3s.process.FreePorts;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.session.naming.SessionSelector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One project of nasty services in a {@link Sandbox}. Commands go over the control socket, without a JVM for each. What is
 * true is found without a3s: processes are counted by a mark in their command lines. Longer runs:
 * {@code -Da3s.torture.rounds=200}; a run again: {@code -Da3s.torture.seed=…}.
 */
final class Torture {
    private static final Object STARTING = new Object();
    private static final int ATTEMPTS = 20;
    /** How long an {@code up} may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    final Sandbox sandbox;
    final Path project;
    final Path file;
    private final RuntimeDir home;
    private final ControlClient client;

    static {
        // What cli.client starts is to be the packaged code, as for every other command of a sandbox.
        System.setProperty("java.class.path", System.getProperty("a3s.lib") + "/*");
    }

    Torture(Path dir) throws IOException {
        this.sandbox = new Sandbox(dir);
        this.project = sandbox.project("nasty", "").toRealPath();
        this.file = project.resolve("A3sfile.hcl");
        this.home = new RuntimeDir(sandbox.home);
        this.client = new ControlClient(home);
    }

    static int rounds(int inVerify) {
        return Integer.getInteger("a3s.torture.rounds", inVerify);
    }

    /** Printed, so that what went wrong can be done again. */
    static long seed(String test) {
        long seed = Long.getLong("a3s.torture.seed", System.nanoTime());
        System.out.println(test + ": -Da3s.torture.seed=" + seed);
        return seed;
    }

    /** {@code NASTY} stands for the program and the service's mark. */
    void write(String text) throws IOException {
        var service = "";
        var lines = new StringBuilder("dev { proxy_port = PROXY }\n");
        for (var line : text.lines().toList()) {
            if (line.startsWith("service ")) {
                service = line.split("\"", -1)[1];
            }
            lines.append(line.replace("NASTY", "exec perl " + program() + " " + mark(service))).append('\n');
        }
        sandbox.write(project, lines.toString());
    }

    private static String program() {
        try {
            return Path.of(Torture.class.getResource("nasty.pl").toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    String mark(String service) {
        return project + "/mark-" + service + "-";
    }

    // --- commands

    /** Asks as often as it takes while daemons are killed; the answer's exit code. */
    int ask(Request request, Consumer<Reply> replies) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                var exit = client.ask(request, replies);
                if (exit.isPresent()) {
                    return exit.get();
                }
            } catch (ControlClient.Interrupted e) {
                // asked again, as a user would
            }
            ensureDaemon();
        }
        throw new AssertionError("no answer to " + request.getClass().getSimpleName());
    }

    /** Asks once; empty if there is no daemon or it went away in the middle. */
    Optional<Integer> askOnce(Request request, Consumer<Reply> replies) {
        try {
            return client.ask(request, replies);
        } catch (ControlClient.Interrupted e) {
            return Optional.empty();
        }
    }

    /** Starts the daemon if none runs. One thread at a time in this JVM, since its file locks are the whole process's. */
    void ensureDaemon() {
        synchronized (STARTING) {
            new DaemonClient(home).ask(new Request.DaemonStatus(), _ -> {});
        }
    }

    int up(String... services) {
        return ask(upRequest(PATIENCE, services), _ -> {});
    }

    Request upRequest(Duration timeout, String... services) {
        return new Request.Up(file, System.getenv(), List.of(services), Listen.AS_IN_FILE, timeout,
                List.of(), true, false, false, List.of(), false);
    }

    int down(String... services) {
        return ask(downRequest(services), _ -> {});
    }

    Request downRequest(String... services) {
        return new Request.Down(SessionSelector.ofFile(file), List.of(services));
    }

    int restart(String... services) {
        return ask(restartRequest(services), _ -> {});
    }

    Request restartRequest(String... services) {
        return new Request.Restart(SessionSelector.ofFile(file), List.of(services), false);
    }

    /** Empty: no session runs. */
    Optional<SessionRow> status() {
        var found = new AtomicReference<Optional<SessionRow>>(Optional.empty());
        ask(new Request.Status(SessionSelector.ofFile(file)), reply -> {
            if (reply instanceof Reply.Sessions(var sessions)) {
                found.set(sessions.stream().findFirst());
            }
        });
        return found.get();
    }

    ServiceRow row(String service) {
        return status().orElseThrow().services().stream().filter(row -> row.service().equals(service)).findFirst()
                .orElseThrow();
    }

    /** {@code kill -9}; returns when it is gone. */
    void killDaemon() throws IOException {
        signalDaemon("KILL");
    }

    void signalDaemon(String signal) throws IOException {
        long pid = sandbox.daemonPid();
        kill(signal, pid);
        await("the daemon is gone").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2))
                .until(() -> !Sandbox.lives(pid));
    }

    static void kill(String signal, long pid) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // --- what is true

    /** The living processes in whose command line, or marked environment, {@code mark} stands; shims apart. */
    static List<String> living(String mark) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .map(pid -> Map.entry(pid, cmdline(pid)))
                .filter(process -> !process.getValue().contains("/shim.sh "))
                .filter(process -> process.getValue().contains(mark) || isOurs(process.getKey(), mark))
                .filter(process -> Sandbox.lives(process.getKey()))
                .map(process -> process.getKey() + " " + process.getValue())
                .toList();
    }

    private static boolean isOurs(long pid, String mark) {
        var environment = proc(pid, "environ");
        return environment.contains("A3S_COOKIE=") && environment.contains(mark);
    }

    /** The shims of this sandbox: each leads a session. */
    List<Long> shims() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> cmdline(pid).contains("/shim.sh " + sandbox.home))
                .filter(Sandbox::lives)
                .toList();
    }

    /** The living processes of these sessions and groups. */
    static List<Long> livingIn(List<Long> sessions) {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(Sandbox::lives).filter(pid -> {
            var stat = proc(pid, "stat");
            var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length > 3
                    && (sessions.contains(Long.parseLong(fields[2])) || sessions.contains(Long.parseLong(fields[3])));
        }).toList();
    }

    private static String cmdline(long pid) {
        return proc(pid, "cmdline").replace('\0', ' ');
    }

    private static String proc(long pid, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Nothing of the project lives, nor of its shims' sessions, and its ports can be bound. */
    void assertNothingLives(List<Long> shims, List<Integer> ports, String when) {
        assertThat(living(project.toString())).as("survivors %s", when).isEmpty();
        assertThat(shims()).as("shims %s", when).isEmpty();
        assertThat(livingIn(shims)).as("members of sessions %s", when).isEmpty();
        assertThat(ports.stream().filter(port -> !FreePorts.bindable(port))).as("ports in use %s", when).isEmpty();
    }

    List<Integer> ports() {
        return status().stream().flatMap(session -> session.services().stream())
                .flatMap(row -> row.port().stream().boxed()).toList();
    }

    /** Asserts that {@code status} is true of a service: the processes are counted between two equal statuses. */
    void assertTrue(String service, String when) {
        for (int i = 0; i < 100; i++) {
            var row = row(service);
            var living = living(mark(service));
            boolean bindable = row.port().isEmpty() || FreePorts.bindable(row.port().getAsInt());
            boolean inExec = row.pid().filter(pid -> cmdline(pid).isEmpty()).isPresent();
            if (row.equals(row(service)) && !inExec && living.equals(living(mark(service)))) {
                assertTrue(row, living, bindable, when);
                return;
            }
        }
        throw new AssertionError(service + " never rests");
    }

    private static void assertTrue(ServiceRow row, List<String> living, boolean bindable, String when) {
        var what = row + " " + when + "; living: " + living;
        row.pid().ifPresent(pid -> assertThat(living).as(what).anyMatch(process -> process.startsWith(pid + " ")));
        switch (row.phase()) {
            case READY, RELOADING -> {
                assertThat(row.pid()).as(what).isPresent();
                assertThat(bindable).as(what).isFalse();
            }
            case STOPPED, FAILED, PENDING, BACKING_OFF, ASLEEP, COMPLETED -> {
                assertThat(living).as(what).isEmpty();
                assertThat(bindable).as(what).isTrue();
            }
            case UNHEALTHY, STARTING, STOPPING -> {
            }
        }
    }

    /** Waits until no service is starting or stopping, and none has been for a moment. */
    Optional<SessionRow> settled() {
        var last = new AtomicReference<>(status());
        var same = new AtomicInteger();
        await("settled").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
            var now = status();
            boolean quiet = now.equals(last.getAndSet(now))
                    && now.stream().flatMap(session -> session.services().stream()).allMatch(ServiceRow::settled);
            return (quiet ? same.incrementAndGet() : same.updateAndGet(_ -> 0)) >= 4;
        });
        return last.get();
    }

    /** The daemon's log, for the story of what went wrong. */
    String daemonLog() {
        try {
            return Files.readString(home.daemonLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() throws IOException, InterruptedException {
        sandbox.close();
    }
}
