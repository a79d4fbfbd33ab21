package dev.a3s.proxy;

import java.util.Objects;

/** What becomes of a route's requests at this moment. */
public sealed interface Target {

    /**
     * The service is served: requests go to {@code upstream}.
     *
     * @param traffic the service's own, in which they are counted
     * @param recheck run on a virtual thread when the upstream refused a connection or ended one without an answer; finds
     *     out what became of the service, and returns once {@link Routes#replace} was called, if anything has changed
     */
    record Forward(Upstream upstream, Traffic traffic, Runnable recheck) implements Target {
        public Forward {
            Objects.requireNonNull(upstream);
            Objects.requireNonNull(traffic);
            Objects.requireNonNull(recheck);
        }

        /** An upstream that nobody supervises: whether it answers is all that is known of it. */
        public Forward(Upstream upstream, Traffic traffic) {
            this(upstream, traffic, () -> {});
        }
    }

    /**
     * The service is starting, restarting or asleep: requests wait until {@link Routes#replace} says otherwise.
     *
     * @param demand run on a virtual thread each time a request starts to wait, which may be often; starts what sleeps
     */
    record Hold(Runnable demand) implements Target {
        public Hold {
            Objects.requireNonNull(demand);
        }
    }

    /** The service will not come up by itself: requests are answered with 503 and what is known about it. */
    record Unavailable() implements Target {}
}
