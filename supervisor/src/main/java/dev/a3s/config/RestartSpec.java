package dev.a3s.config;

import java.time.Duration;

/**
 * A {@code restart} block: what happens when the service ends by itself.
 *
 * @param policy      default {@link Policy#ON_FAILURE}
 * @param backoff     before the first restart; doubles with each further one; default 1 s
 * @param maxBackoff  default 30 s, at least {@code backoff}
 * @param resetAfter  healthy uptime after which the backoff starts anew; default 60 s
 * @param maxRestarts in a row without such an uptime until the service is failed; default 10, zero is no limit
 */
public record RestartSpec(Policy policy, Duration backoff, Duration maxBackoff, Duration resetAfter, int maxRestarts) {

    public static final RestartSpec DEFAULT = new RestartSpec(Policy.ON_FAILURE, Duration.ofSeconds(1),
            Duration.ofSeconds(30), Duration.ofSeconds(60), 10);

    /** When a service that ended is started again. */
    public enum Policy {
        ON_FAILURE, ALWAYS, NEVER
    }
}
