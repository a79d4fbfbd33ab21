package dev.a3s.status;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry in a service's history: the service came into a phase.
 *
 * @param at     when it came into the phase
 * @param phase  the phase
 * @param reason what brought it there; empty where the phase says it all
 */
public record Moment(Instant at, Phase phase, Optional<Reason> reason) {}
