package dev.a3s.service;

/** Why a service that should run is not started yet. */
public sealed interface Hold {

    /** Its dependency is on its way. */
    record Waiting(String on, String why) implements Hold {}

    /** Its dependency cannot get there by itself: it failed, was stopped, or is held so itself. */
    record Blocked(String on, String why) implements Hold {}

    /** The dependency. */
    String on();

    /** What is the matter with it, for instance {@code "db is starting"}. */
    String why();
}
