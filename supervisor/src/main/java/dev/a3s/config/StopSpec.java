package dev.a3s.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A {@code stop} block.
 *
 * @param signal  without or with {@code SIG}; default {@code SIGTERM}
 * @param timeout from the signal to SIGKILL; default 5 s, zero kills at once
 * @param command run instead of sending the signal
 * @param spare   names of commands that are left running and reported (shared build servers)
 */
public record StopSpec(String signal, Duration timeout, Optional<Command> command, List<String> spare) {

    public static final StopSpec DEFAULT = new StopSpec("SIGTERM", Duration.ofSeconds(5), Optional.empty(), List.of());

    public StopSpec {
        spare = List.copyOf(spare);
    }
}
