package dev.a3s.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * A link in the chain of causes that {@code a3s why} tells: a service, and what brought it into its state. The next link
 * is the dependency that it is held by.
 *
 * @param service its name
 * @param phase   what it is doing
 * @param since   since when
 * @param reason  why, or what is unusual about it; empty where there is nothing to say
 * @param steps   what led there, oldest first, from the last time that all was well
 * @param lines   what it wrote last, where that may explain it
 */
public record Cause(String service, Phase phase, Instant since, Optional<Reason> reason, List<Moment> steps,
        List<String> lines) {}
