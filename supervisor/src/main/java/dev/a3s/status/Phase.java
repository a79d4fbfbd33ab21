package dev.a3s.status;

import java.util.Locale;

/** The states of a service that users know. The supervisor's own are finer: see {@code service.ServiceState}. */
public enum Phase {
    /** It should run and waits for a dependency. */
    PENDING,
    /** Its command is being launched, or runs and is not ready yet. */
    STARTING,
    /** Its probe succeeded. */
    READY,
    /** Only in histories: it was ready, and another run of it was started to take its place. */
    RELOADING,
    /** It was ready, and its probe fails. */
    UNHEALTHY,
    /** Its processes are being ended. */
    STOPPING,
    /** Nothing of it lives, until somebody asks for it. */
    STOPPED,
    /** It ended by itself and is started again after a wait. */
    BACKING_OFF,
    /** It will not be started again unless somebody asks or a watched file changes. */
    FAILED,
    /** A task that exited 0. */
    COMPLETED,
    /** Nothing of it lives until its first request. */
    ASLEEP;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Its name in tables, messages and JSON, such as {@code backing-off}. */
    public String word() {
        return word;
    }

    /** Whether nothing of the service runs or is about to, and nothing is wrong. */
    public boolean atRest() {
        return this == STOPPED || this == ASLEEP || this == COMPLETED;
    }

    @Override
    public String toString() {
        return word;
    }
}
