package dev.a3s.status;

import java.util.Optional;

/**
 * A service that a stop did not leave stopped.
 *
 * @param reason why it could not be stopped; empty if somebody has started it again meanwhile
 */
public record NotStopped(String service, Optional<Reason> reason) {

    /** The service and the reason in English. */
    public String words() {
        return service + reason.map(why -> " " + why.words()).orElse(" was started again meanwhile");
    }
}
