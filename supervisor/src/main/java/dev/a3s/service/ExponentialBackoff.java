package dev.a3s.service;

import java.time.Duration;

import dev.a3s.config.RestartSpec;
import dev.a3s.process.Exit;
import dev.a3s.status.Reason.Limit;

/**
 * The {@code restart} block: waits that double up to a cap, a limit on restarts in a row, and a new start after healthy
 * uptime.
 */
final class ExponentialBackoff implements RestartPolicy {
    /** A service that was not ready in this many first attempts is not going to be. */
    static final int FIRST_ATTEMPTS = 3;

    private final RestartSpec spec;
    private int failures;
    private boolean everReady;

    ExponentialBackoff(RestartSpec spec) {
        this.spec = spec;
    }

    @Override
    public Decision afterExit(Exit exit, Duration healthy) {
        boolean wasReady = healthy.isPositive();
        if (wasReady) {
            everReady = true;
        }
        if (wasReady && healthy.compareTo(spec.resetAfter()) >= 0) {
            failures = 0;
        }
        switch (spec.policy()) {
            case NEVER -> {
                return exit.success() ? new Decision.Rest() : new Decision.GiveUp(new Limit(Limit.Kind.NEVER, 0));
            }
            case ON_FAILURE -> {
                if (exit.success()) {
                    return new Decision.Rest();
                }
            }
            case ALWAYS -> {
            }
        }
        failures++;
        if (!everReady && failures >= FIRST_ATTEMPTS) {
            return new Decision.GiveUp(new Limit(Limit.Kind.FIRST_ATTEMPTS, FIRST_ATTEMPTS));
        }
        if (spec.maxRestarts() > 0 && failures > spec.maxRestarts()) {
            return new Decision.GiveUp(new Limit(Limit.Kind.RESTARTS, spec.maxRestarts()));
        }
        return new Decision.Retry(wait(failures));
    }

    @Override
    public void reset() {
        failures = 0;
        everReady = false;
    }

    /** {@code backoff} for the first failure, doubled for each further one, at most {@code maxBackoff}. */
    private Duration wait(int failure) {
        var wait = spec.backoff();
        for (int i = 1; i < failure && wait.compareTo(spec.maxBackoff()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(spec.maxBackoff()) < 0 ? wait : spec.maxBackoff();
    }
}
