package dev.a3s.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the proxy should serve a session, as a flag or the environment says it; stronger than the file, and kept for as
 * long as the session runs.
 *
 * @param port empty: as the file says
 * @param host empty: as the file says
 */
public record Listen(OptionalInt port, Optional<String> host) {
    /** As the file says. */
    public static final Listen AS_IN_FILE = new Listen(OptionalInt.empty(), Optional.empty());

    /** This, and where it says nothing, {@code earlier}. */
    public Listen or(Listen earlier) {
        return new Listen(port.isPresent() ? port : earlier.port, host.or(earlier::host));
    }

    /** The file's settings with these in their place. */
    public DevSpec over(DevSpec dev) {
        return new DevSpec(dev.name(), port.orElse(dev.proxyPort()), host.orElse(dev.host()), dev.logLevel(),
                dev.open(), dev.monitor());
    }
}
