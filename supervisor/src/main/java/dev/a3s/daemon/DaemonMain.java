package dev.a3s.daemon;

import java.io.IOException;
import java.time.Duration;

import org.slf4j.LoggerFactory;

import dev.a3s.protocol.RuntimeDir;

/** The daemon's entry: no arguments, everything else from {@code A3S_HOME}. What it prints ends up in daemon.out. */
public final class DaemonMain {
    /** How long to wait for the lock: a daemon that ends holds it for a moment after its socket is gone. */
    private static final Duration PREDECESSOR = Duration.ofSeconds(5);

    private DaemonMain() {}

    public static void main(String[] args) throws InterruptedException {
        var home = RuntimeDir.of(System.getenv());
        try {
            home.create();
            var lock = InstanceLock.acquire(home.lock(), PREDECESSOR);
            if (lock.isEmpty()) {
                return;
            }
            DaemonLog.open(home.daemonLog(), System.getenv().getOrDefault("A3S_LOG_LEVEL", "info"));
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> LoggerFactory.getLogger(DaemonMain.class)
                    .error("thread {} has ended", thread.getName(), e)); // and not in daemon.out, which is never rolled
            try (var held = lock.get()) {
                Daemon.start(home).awaitEnd(held);
            }
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            LoggerFactory.getLogger(DaemonMain.class).error("the daemon cannot go on", e);
            System.err.println("a3s daemon: " + e.getMessage());
            System.exit(1);
        }
    }
}
