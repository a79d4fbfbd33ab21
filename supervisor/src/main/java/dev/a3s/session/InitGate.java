package dev.a3s.session;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.a3s.config.A3sfile;
import dev.a3s.service.RunnerContext;
import dev.a3s.status.Notice;

/**
 * What every {@code up} of a session passes before anything of its file takes effect: the {@code init} steps. One {@code up} at a
 * time is inside, until it has applied its version of the file. Any thread may call.
 */
final class InitGate {
    private final SessionHome home;
    private final RunnerContext around;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Completes as soon as somebody ends the session. */
    private volatile CompletableFuture<Void> closing = new CompletableFuture<>();

    InitGate(SessionHome home, RunnerContext around) {
        this.home = home;
        this.around = around;
    }

    /** The time inside the gate; closed by the thread that entered. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until nobody else is inside. */
    Turn enter() {
        turn.lock();
        return turn::unlock;
    }

    /**
     * Runs the steps of {@code file} that must be run. Called inside; waits.
     *
     * @param options how the session is to run
     * @param isNew   whether the session was just created
     * @param notices gets one for each step
     * @throws InitFailed after the first step that fails, or if the session is ended meanwhile
     */
    void pass(A3sfile file, SessionOptions options, boolean isNew, Consumer<Notice> notices) {
        if (isClosed()) {
            throw new InitFailed("session " + home.name() + " was stopped meanwhile" + InitFailed.consequence(isNew));
        }
        new Initialisation(home.dir().resolve("init.json"), around, own -> environment(file, options, own), closing)
                .run(file.init(), isNew, notices);
    }

    /** The whole environment of an {@code init} step. */
    private static Map<String, String> environment(A3sfile file, SessionOptions options, Map<String, String> own) {
        return ServiceEnvironment.of(file.dir(), options.environment(), own);
    }

    /** Stops the step that runs, and lets nobody pass any more. Returns once nobody is inside. */
    void close() {
        boolean _ = closing.complete(null);
        enter().close();
    }

    /** Lets pass again: the session could not be ended. */
    void reopen() {
        closing = new CompletableFuture<>();
    }

    /** Whether the session is ended, or about to be. */
    boolean isClosed() {
        return closing.isDone();
    }
}
