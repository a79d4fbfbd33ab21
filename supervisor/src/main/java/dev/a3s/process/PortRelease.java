package dev.a3s.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Frees a TCP port: whoever listens there gets SIGTERM, five seconds later SIGKILL. Only listeners, only this user's, and
 * nobody at all if one of them must not be ended: what runs for an a3s session is stopped by a3s, in its own way.
 */
public final class PortRelease {
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** How long a killed process may take to end and the kernel to free its port. */
    private static final Duration GONE = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final int port;
    private final LongFunction<Optional<String>> spare;
    private final Progress progress;

    /** Receives reports of what a release does. */
    public interface Progress {
        /** A listener gets SIGTERM. */
        void stopping(PortOwner owner);

        /** A listener has not ended in time and is killed. */
        void killing(long pid);
    }

    /**
     * @param spare why a process must not be ended, if it must not, as the end of a sentence that begins with the port
     */
    public PortRelease(int port, LongFunction<Optional<String>> spare, Progress progress) {
        this.port = port;
        this.spare = spare;
        this.progress = progress;
    }

    /** Waits until it is done. Returns why the port is not free, for a user; empty if it is. */
    public Optional<String> run() {
        var owners = Kernel.portOwners().all(port);
        var refusal = owners.stream().flatMap(owner -> refusal(owner).stream()).findFirst();
        if (refusal.isPresent()) {
            return refusal;
        }
        var table = Kernel.processes();
        var listeners = owners.stream()
                .flatMap(owner -> owner.pid().stream().boxed())
                .flatMap(pid -> table.find(pid).stream())
                .toList();
        owners.forEach(progress::stopping);
        signal(listeners, Signal.named("SIGTERM"));
        if (!awaitEnd(listeners, GRACE)) {
            listeners.stream()
                    .filter(PortRelease::lives)
                    .forEach(listener -> progress.killing(listener.pid()));
            signal(listeners, Signal.KILL);
            awaitEnd(listeners, GONE);
        }
        return held();
    }

    private Optional<String> refusal(PortOwner owner) {
        if (!owner.sameUser()) {
            return Optional.of("port " + port + " is held by " + owner.holder()
                    + (owner.pid().isPresent() ? " of another user" : "") + ", which only that user can stop");
        }
        if (owner.pid().isEmpty()) {
            return Optional.of("port " + port + " is held by " + owner.holder() + "; stop it there");
        }
        long pid = owner.pid().getAsLong();
        if (pid == 1) {
            return Optional.of("port " + port + " is held by pid 1, which everything else depends on");
        }
        return spare.apply(pid)
                .or(() -> ServiceMark.of(pid).map(mark -> ofSession(pid, mark)))
                .map(why -> "port " + port + " " + why);
    }

    /** The end of a sentence about a port that the daemon listens on. */
    public static String ofDaemon(long pid) {
        return "is the a3s proxy's own (pid " + pid + "); a3s daemon stop ends it";
    }

    /** The end of a sentence about a port that a session's process listens on. */
    public static String ofSession(long pid, ServiceMark mark) {
        return "belongs to " + mark.describe() + " (pid " + pid + "); stop it with: a3s down"
                + (mark.service().isEmpty() ? "" : " " + mark.service());
    }

    private static void signal(List<ProcessInfo> listeners, Signal signal) {
        for (var listener : listeners) {
            if (lives(listener)) {
                Posix.kill(listener.pid(), signal);
                Posix.kill(listener.pid(), Signal.CONT); // or one that is stopped would never see it
            }
        }
    }

    private static boolean awaitEnd(List<ProcessInfo> listeners, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (listeners.stream().anyMatch(PortRelease::lives)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    private static boolean lives(ProcessInfo listener) {
        return ProcessId.of(listener).find(Kernel.processes()).isPresent();
    }

    private Optional<String> held() {
        long deadline = System.nanoTime() + GONE.toNanos();
        while (!FreePorts.bindable(port)) {
            if (System.nanoTime() > deadline) {
                return Optional.of(Kernel.portOwners()
                        .of(port)
                        .map(owner -> "port " + port + " is still held by " + owner.holder()
                                + "; if something starts it anew, stop that first")
                        .orElse("port " + port + " is still taken, and nobody listens on it"));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return Optional.empty();
    }
}
