package dev.a3s.health;

/** A question that a service answers when it is well. */
public interface Probe {

    /**
     * Asks once, on the caller's thread, and returns within the probe's timeout.
     *
     * @return what came of it; an expected failure is a result, never an exception
     * @throws InterruptedException if the caller was interrupted; nothing that the probe started is left behind
     */
    Result check() throws InterruptedException;

    /** What came of one probe. */
    sealed interface Result {

        /** The service answered as it should. */
        record Healthy() implements Result {}

        /** It did not; {@code reason} names what was asked and what came back, in words for the user. */
        record Unhealthy(String reason) implements Result {}
    }
}
