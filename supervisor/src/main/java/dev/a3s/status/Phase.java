package dev.a3s.status;

import java.util.Locale;

/** The states of a service that users know. The supervisor's own are finer: see {@code service.ServiceState}. */
public enum Phase {
    /** The service should run and waits for a dependency. */
    PENDING,
    /** The service's command is being launched, or runs and is not ready yet. */
    STARTING,
    /** The service's probe succeeded. */
    READY,
    /** Only in histories: the service was ready, and another run of it was started to take its place. */
    RELOADING,
    /** The service was ready, and its probe fails. */
    UNHEALTHY,
    /** The service's processes are being ended. */
    STOPPING,
    /** No process of the service lives, until somebody starts it. */
    STOPPED,
    /** The service ended by itself and is started again after a wait. */
    BACKING_OFF,
    /** The service is not started again unless somebody starts it or a watched file changes. */
    FAILED,
    /** A task that exited 0. */
    COMPLETED,
    /** No process of the service lives until its first request. */
    ASLEEP;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The phase's name in tables, messages and JSON, such as {@code backing-off}. */
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
