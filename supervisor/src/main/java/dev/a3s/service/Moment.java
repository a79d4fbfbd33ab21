package dev.a3s.service;

import java.time.Instant;

/**
 * A step in the life of a service: it came into a state.
 *
 * @param at    when
 * @param state the state's word
 * @param why   what brought it there, for a user; may be empty
 */
public record Moment(Instant at, String state, String why) {}
