package dev.a3s.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the proxy is to serve a session, as far as it is set outside of the file. A flag or the environment is stronger than
 * the file and holds for as long as the session runs. The user's usual choice is weaker than the file; the last command's
 * counts.
 *
 * @param port      empty: as the file says
 * @param host      empty: as the file says
 * @param usualPort if the file does not say; empty: the default
 * @param usualHost if the file does not say; empty: the default
 */
public record Listen(OptionalInt port, Optional<String> host, OptionalInt usualPort, Optional<String> usualHost) {
    /** Nothing is set outside of the file. */
    public static final Listen AS_IN_FILE = new Listen(OptionalInt.empty(), Optional.empty());

    /** What a flag or the environment sets. */
    public Listen(OptionalInt port, Optional<String> host) {
        this(port, host, OptionalInt.empty(), Optional.empty());
    }

    /** These settings, with the user's own defaults where the file does not say. */
    public Listen usually(Optional<Integer> otherPort, Optional<String> otherHost) {
        return new Listen(port, host, otherPort.map(OptionalInt::of).orElse(OptionalInt.empty()), otherHost);
    }

    /** These settings, and those of {@code earlier} where these set nothing stronger than the file. */
    public Listen or(Listen earlier) {
        return new Listen(port.isPresent() ? port : earlier.port, host.or(earlier::host), usualPort, usualHost);
    }

    /** Where to serve if the file does not say. */
    public Listen usual() {
        return new Listen(usualPort, usualHost);
    }

    /** The file's settings with these in their place. */
    public DevSpec over(DevSpec dev) {
        return new DevSpec(dev.name(), port.orElse(dev.proxyPort()), host.orElse(dev.host()), dev.logLevel(),
                dev.open(), dev.monitor());
    }
}
