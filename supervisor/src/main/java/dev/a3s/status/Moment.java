package dev.a3s.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A step in the life of a service: it came into a phase.
 *
 * @param at     when
 * @param phase  the phase
 * @param reason what brought it there; empty where the phase says it all
 */
public record Moment(Instant at, Phase phase, Optional<Reason> reason) {}
