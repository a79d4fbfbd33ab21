package dev.a3s.service;

import java.time.Duration;

import dev.a3s.process.Exit;
import dev.a3s.status.Reason;

/**
 * Decides what follows when the command of a service exits by itself. An extension point: {@link Rules} chooses the policy of a
 * service. One instance per service, on its runner's thread only.
 */
public interface RestartPolicy {

    /**
     * The command has exited by itself.
     *
     * @param exit    how
     * @param healthy how long it had been ready; zero if it never was
     */
    Decision afterExit(Exit exit, Duration healthy);

    /** Someone asked for a start, or a watched file changed: earlier failures do not count any more. */
    void reset();

    /** What is to follow. */
    sealed interface Decision {
        /** Start it again after this time. */
        record Retry(Duration after) implements Decision {}

        /** Leave it stopped: it has done what it was for. */
        record Rest() implements Decision {}

        /** Leave it failed; {@code limit} says why it is not tried again. */
        record GiveUp(Reason.Limit limit) implements Decision {}
    }
}
