package dev.a3s.service;

import java.time.Duration;

import dev.a3s.process.Exit;
import dev.a3s.status.Reason;

/** Decides what follows when a service ended by itself. One instance per service, used by its runner's thread only. */
public interface RestartPolicy {

    /**
     * The command ended without being asked to.
     *
     * @param exit    how
     * @param healthy how long it had been ready; zero if it never was
     */
    Decision afterExit(Exit exit, Duration healthy);

    /** Someone asked for a start, or a watched file changed: earlier failures do not count any more. */
    void reset();

    /** What to do. */
    sealed interface Decision {
        /** Start it again after this time. */
        record Retry(Duration after) implements Decision {}

        /** It did what it was for: leave it stopped. */
        record Rest() implements Decision {}

        /** It failed, and {@code limit} says why it is not tried again. */
        record GiveUp(Reason.Limit limit) implements Decision {}
    }
}
