package dev.a3s.service;

import dev.a3s.status.Reason;

/** Why a service that should run is not started yet. */
public sealed interface Hold {

    /** The dependency is still on its way. */
    record Waiting(Reason.Held reason) implements Hold {}

    /** The dependency will not get ready by itself: it failed, was stopped, or is blocked itself. */
    record Blocked(Reason.Held reason) implements Hold {}

    /** The dependency and what it does. */
    Reason.Held reason();

    /** The dependency's name. */
    default String on() {
        return reason().on();
    }
}
