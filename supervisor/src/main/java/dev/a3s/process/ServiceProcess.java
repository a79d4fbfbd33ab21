package dev.a3s.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * One run of a command: everything that was started by one {@link Launch}, from the shim down. It goes on without this
 * object and without this JVM; {@link RunTakeover} finds it again. Safe for use by several threads.
 */
public final class ServiceProcess {
    private final RunDir dir;
    private final Identity identity;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final ProcessTree tree;
    private final Stop stop;

    private ServiceProcess(RunDir dir, Identity identity) {
        this.dir = dir;
        this.identity = identity;
        this.tree = new ProcessTree(Kernel.processes(), identity);
        this.stop = new Stop(dir, identity, tree, exit);
    }

    /**
     * Starts a command and returns once it has its pid, some 10 ms later. That it runs says nothing about what it does.
     *
     * @throws LaunchFailed when it cannot be started; nothing is left of it then but the run directory
     */
    public static ServiceProcess launch(Launch launch) {
        Executable.require(launch);
        var dir = RunDir.create(launch.runDir());
        var started = new CompletableFuture<ServiceProcess>();
        Thread.ofPlatform().daemon().name("exit of " + dir.path().getFileName()).start(() -> {
            try {
                started.complete(new ServiceProcess(dir, Launcher.start(launch, dir)));
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
                return;
            }
            started.join().watcher().watch();
        });
        try {
            return started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LaunchFailed failed ? failed : e;
        }
    }

    /** Deletes what a run kept for a later daemon. It must have been stopped. */
    public static void discard(Path runDir) {
        new RunDir(runDir).delete();
    }

    /** For {@link RunTakeover}: a run that an earlier daemon started, watched from now on. */
    static ServiceProcess takenOver(RunDir dir, Identity identity) {
        var process = new ServiceProcess(dir, identity);
        Thread.ofPlatform().daemon().name("exit of " + dir.path().getFileName()).start(process.watcher()::watch);
        return process;
    }

    private ExitWatcher watcher() {
        return new ExitWatcher(dir, identity, exit);
    }

    /** Where the run keeps its state; may be {@linkplain #discard discarded} after {@link #stop}. */
    public Path runDir() {
        return dir.path();
    }

    /** Environment variables that make whatever is started with them part of the run, so that {@link #stop} ends it too. */
    public Map<String, String> mark() {
        return Map.of(Identity.COOKIE, identity.cookie());
    }

    /** The FIFO that takes what is typed on its pseudo-terminal, as {@code pty.pl} says; empty if it has none. */
    public Optional<Path> terminal() {
        return Optional.of(dir.terminal()).filter(Files::exists);
    }

    /** The process id of the user's command itself. */
    public long pid() {
        return identity.command().pid();
    }

    /** The user's command itself; no later process of the same pid equals it. */
    public ProcessId id() {
        return identity.command();
    }

    /** When the command was started, by the wall clock, to the millisecond; a later daemon returns the same. */
    public Instant startedAt() {
        return identity.startedAt();
    }

    /**
     * Completes some milliseconds after the command's end, on a thread of this class that callbacks must not hold up.
     * Processes that the command started may still live. Never completes exceptionally.
     */
    public CompletableFuture<Exit> exit() {
        return exit.copy();
    }

    /**
     * Sends a signal to the command's process group; nothing happens when it is gone.
     *
     * @param name with or without {@code SIG}, or a number
     * @throws IllegalArgumentException for a name that is no signal
     */
    public void signal(String name) {
        stop.signalGroup(Signal.named(name), tree.members());
    }

    /**
     * Ends the run and returns when nothing of it lives. The signal goes to the whole group, and to those that left the
     * group and lost their parent; after the grace everything is killed. Also for a run whose command is over, to sweep
     * what it left. Blocks; an interrupt ends the grace. Again, and from a second thread, it returns the same report.
     *
     * @param signal with or without {@code SIG}
     * @param grace  from the signal to SIGKILL; zero kills at once
     * @param spare  says of a process that it and what it started live on; asked more than once
     */
    public StopReport stop(String signal, Duration grace, Predicate<ProcessInfo> spare) {
        return stop.run(Signal.named(signal), grace, spare);
    }

    /** Whether a process of the run has left the session that the run began in, as a server does that detaches itself. */
    public boolean hasDetached(ProcessInfo member) {
        return member.sid() != identity.shim().pid();
    }

    /** Ends the grace of a stop that runs, or of the next one. Returns at once. */
    public void killNow() {
        stop.hurry();
    }

    /** The living processes of the run, without the shim; looks at every process of the machine, some milliseconds. */
    public List<ProcessInfo> members() {
        return tree.members();
    }

    /**
     * Those among a {@linkplain ProcessTable#snapshot() look} that several runs share, as they are there: cheaper, and on
     * a machine without perl blind to a process that left session and parent since the last full look.
     */
    public List<ProcessInfo> members(Collection<ProcessInfo> snapshot) {
        return tree.members(snapshot);
    }

    /** The TCP ports that processes of the run listen on now; looks at every process of the machine, some milliseconds. */
    public Set<Integer> listening() {
        return Kernel.portOwners().listening(tree.members().stream().map(ProcessInfo::pid).toList());
    }

    /** Whether a process of the run listens on a port now; looks no further than the command where that does. */
    public boolean listensOn(int port) {
        return Kernel.portOwners().listening(List.of(pid())).contains(port) || listening().contains(port);
    }

    @Override
    public String toString() {
        return "pid " + pid() + " in " + dir.path();
    }
}
