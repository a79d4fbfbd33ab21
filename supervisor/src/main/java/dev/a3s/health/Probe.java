package dev.a3s.health;

/**
 * A question that a service answers when it is well: an extension point, with one class for each kind of check.
 *
 * <p>
 * To add a kind: add a record to {@link dev.a3s.config.HealthSpec.Check} with what the A3sfile says of it, and have the reader of
 * the {@code health} block make it; implement this interface; and choose the class in {@link Probes#of}, which does not compile
 * until it does, since it switches over all checks. Nothing else knows the kinds. What is asked over one of the service's
 * ports is asked through {@link LoopbackPort}, which knows both loopback addresses and the timeout.
 */
public interface Probe {

    /**
     * Asks once, on the caller's thread, and returns within the probe's timeout.
     *
     * @return the outcome; an expected failure is a result, never an exception. A {@link RuntimeException} is a defect of the
     *         probe: {@link HealthChecker} logs it and reports the service as unhealthy
     * @throws InterruptedException if the caller was interrupted; nothing that the probe started is left behind
     */
    Result check() throws InterruptedException;

    /** The outcome of one probe. */
    sealed interface Result {

        /** The service answered as it should. */
        record Healthy() implements Result {}

        /** The service did not answer as it should; {@code reason} names what was asked and what came back, in words for the user. */
        record Unhealthy(String reason) implements Result {}
    }
}
