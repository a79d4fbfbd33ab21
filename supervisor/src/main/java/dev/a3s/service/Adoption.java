package dev.a3s.service;

import java.time.Instant;
import java.util.Optional;

import dev.a3s.config.ServiceSpec;
import dev.a3s.process.FreePorts;

/**
 * Takes something that a3s did not start for a service: whatever answers on the port with {@code adopt = true}, and what the
 * user runs, in a debugger for instance, with {@code a3s up --external}. Such a run is probed and routed, never stopped.
 */
final class Adoption {
    private Adoption() {}

    /** The foreign run that is the service; empty if a3s is to start one. */
    static Optional<Run> of(ServiceSpec spec, RunContext around) {
        boolean answers = spec.port().number().isPresent()
                && !FreePorts.bindable(spec.port().number().getAsInt());
        return around.isExternal(spec.name()) || (spec.adopt() && answers)
                ? Optional.of(Run.foreign(spec, Instant.now(), around))
                : Optional.empty();
    }
}
