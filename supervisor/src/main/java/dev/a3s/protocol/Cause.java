package dev.a3s.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * A link in the chain of causes that {@code a3s why} prints: a service, and what brought it into its state. The next link
 * is the dependency that the service waits for.
 *
 * @param service its name
 * @param phase   its phase
 * @param since   since when it is in the phase
 * @param reason  why, or what is unusual about it; empty where there is nothing to say
 * @param steps   the phases that led there, oldest first, from the last time that all was well
 * @param lines   its last lines, where they may explain the state
 */
public record Cause(String service, Phase phase, Instant since, Optional<Reason> reason, List<Moment> steps,
        List<String> lines) {}
