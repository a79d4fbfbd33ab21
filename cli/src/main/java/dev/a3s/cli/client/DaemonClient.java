package dev.a3s.cli.client;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.control.ControlClient;
import dev.a3s.control.DaemonInfo;
import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.RuntimeDir;

/** The daemon as commands see it: asked over its socket, and started where it is needed and not there. */
public final class DaemonClient {
    private static final List<String> TRANSPORTS = List.of("io_uring", "epoll", "kqueue", "nio");
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration GONE = Duration.ofSeconds(15);
    private static final long LOOK_AGAIN_MS = 10;
    private static final int TAIL = 15;
    private static final int ATTEMPTS = 5;

    /** A file lock keeps out other processes; a second one of this process would be an error. */
    private static final ReentrantLock STARTING = new ReentrantLock();

    private final RuntimeDir home;
    private final ControlClient client;

    /** The one of that home, whether it runs or not. */
    public DaemonClient(RuntimeDir home) {
        this.home = home;
        this.client = new ControlClient(home);
    }

    /** The user's own. */
    public static DaemonClient ofUser() {
        return new DaemonClient(RuntimeDir.of(System.getenv()));
    }

    /** Where it keeps its state and is reached. */
    public RuntimeDir home() {
        return home;
    }

    /**
     * Asks, after starting the daemon if none answers; waits for its last word, however long that takes.
     *
     * @param replies told each reply as it comes, on this thread
     * @return the exit code
     * @throws Failure                   if none can be started
     * @throws ControlClient.Interrupted if it ends before it has answered in full
     */
    public int ask(Request request, Consumer<Reply> replies) {
        var answered = new AtomicBoolean();
        Consumer<Reply> noting = reply -> {
            answered.set(true);
            replies.accept(reply);
        };
        for (int attempt = 1;; attempt++) {
            ensure();
            try {
                var exit = client.ask(request, noting);
                if (exit.isPresent()) {
                    return exit.get();
                }
            } catch (ControlClient.Interrupted e) {
                if (answered.get() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            // It was being killed: such a daemon takes connections for a moment longer than it lives.
            if (attempt == ATTEMPTS) {
                throw new Failure(ExitCode.NO_DAEMON, "the daemon ended at once" + tail());
            }
        }
    }

    /** The same if a daemon answers, or one must be started because services may live without one; else empty. */
    public Optional<Integer> askIfNeeded(Request request, Consumer<Reply> replies) {
        try {
            home.requireOwn();
        } catch (RuntimeDir.Unusable e) {
            throw new Failure(ExitCode.NO_DAEMON, e.getMessage(), e);
        }
        if (client.reachable() || home.hasLiveSessions()) {
            return Optional.of(ask(request, replies));
        }
        return Optional.empty();
    }

    /** The same for a daemon that answers; else empty. Starts none. */
    public Optional<Integer> askIfRunning(Request request, Consumer<Reply> replies) {
        return client.ask(request, replies);
    }

    private void ensure() {
        if (client.reachable() && !outdated()) {
            return;
        }
        STARTING.lock();
        try {
            home.create();
            try (var channel = FileChannel.open(home.startLock(), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (client.reachable()) {
                    if (!outdated()) {
                        return;
                    }
                    replace();
                }
                start();
            }
        } catch (RuntimeDir.Unusable e) {
            throw new Failure(ExitCode.NO_DAEMON, e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_DAEMON, "cannot start the daemon: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new Failure(ExitCode.NO_DAEMON, "interrupted while the daemon was starting", e);
        } finally {
            STARTING.unlock();
        }
    }

    /** Whether the daemon that answers is of an older build than this command. */
    private boolean outdated() {
        return DaemonInfo.read(home).map(info -> info.build() < DaemonInfo.thisBuild()).orElse(false);
    }

    private void replace() throws InterruptedException {
        var old = DaemonInfo.read(home).flatMap(info -> ProcessHandle.of(info.pid()));
        client.ask(new Request.DaemonStop(true), _ -> {});
        long deadline = System.nanoTime() + GONE.toNanos();
        while (client.reachable() || old.filter(ProcessHandle::isAlive).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new Failure(ExitCode.NO_DAEMON,
                        "the older daemon does not end; try: a3s daemon stop --keep-services");
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    private void start() throws IOException, InterruptedException {
        var starting = launch();
        long deadline = System.nanoTime() + START.toNanos();
        while (!client.reachable()) {
            boolean failed = starting.waitFor(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS) && !client.reachable();
            if (failed || System.nanoTime() > deadline) {
                throw new Failure(ExitCode.NO_DAEMON,
                        (failed ? "the daemon could not start" : "the daemon does not answer") + tail());
            }
        }
    }

    /** A JVM like this one, with a session of its own so that a Ctrl-C here does not reach it. */
    private Process launch() throws IOException {
        var command = new ArrayList<String>();
        command.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die \"exec: $!\""));
        command.addAll(commandLine());
        var builder = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(home.daemonOutput().toFile())
                .redirectErrorStream(true);
        builder.environment().remove("A3S_COOKIE");
        builder.environment().put("A3S_HOME", home.path().toString());
        return builder.start();
    }

    /**
     * What the daemon is started with: a JVM like this one. The optimising compiler pays under load; both compilers'
     * thresholds are ten times the usual, so that what they compile is the proxy under load and not what an idle daemon
     * does now and then. The young generation is as small as it may be without costing requests time.
     */
    public static List<String> commandLine() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(archive());
        command.addAll(List.of("-XX:Tier3InvocationThreshold=2000", "-XX:Tier3MinInvocationThreshold=1000",
                "-XX:Tier3CompileThreshold=8000"));
        command.addAll(List.of("-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=400000"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=48m", "-Xms10m", "-Xmn6m", "-Xmx256m",
                "-XX:MinHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=40",
                "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.leakDetection.level=disabled", "-Dio.netty.jfr.enabled=false",
                "-Djdk.nio.file.WatchService.maxEventsPerPoll=50000", "-Xlog:disable",
                "-Xlog:all=warning,cds*=off,aot*=off:stderr",
                "-cp", System.getProperty("java.class.path"), "dev.a3s.daemon.DaemonMain"));
        if (System.getProperty("os.name").equals("Linux")) {
            command.addAll(1, List.of("-XX:TrimNativeHeapInterval=30000")); // ms; what the compiler leaves to the C heap
        }
        transport().ifPresent(name -> command.add(1, "-Ddev.a3s.proxy.transport=" + name));
        return command;
    }

    /** How the proxy is to talk to the kernel, where the user does not leave that to it. */
    private static Optional<String> transport() {
        var name = System.getenv().getOrDefault("A3S_TRANSPORT", "");
        if (!name.isEmpty() && !TRANSPORTS.contains(name)) {
            throw new Failure(ExitCode.WRONG, "A3S_TRANSPORT=" + name + " is none of " + String.join(", ", TRANSPORTS));
        }
        return Optional.of(name).filter(given -> !given.isEmpty());
    }

    /** Loaded classes as the package has them for the daemon. A JVM that they were not made for does without. */
    private static List<String> archive() {
        var jar = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]).toAbsolutePath();
        var archive = jar.resolveSibling("daemon.jsa");
        return Files.exists(archive)
                ? List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
                        "-XX:SharedArchiveFile=" + archive, "-Xshare:auto")
                : List.of();
    }

    private String tail() {
        var lines = new ArrayList<String>();
        for (var file : List.of(home.daemonOutput(), home.daemonLog())) {
            try {
                lines.addAll(Files.readAllLines(file));
            } catch (IOException e) {
                lines.add(file + " cannot be read");
            }
        }
        var last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        return "; its last words:\n  " + String.join("\n  ", last);
    }
}
