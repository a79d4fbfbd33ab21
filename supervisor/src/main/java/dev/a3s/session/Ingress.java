package dev.a3s.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.A3sfile;
import dev.a3s.service.Answers;

/**
 * The way from host names to services: what sessions need of the proxy. The ingress learns of changes to services from the
 * {@link SessionFeed}, not from calls here. Any thread may call.
 */
public interface Ingress {

    /**
     * Serves {@code session}'s names from now on, at the host and port that {@code file} asks for.
     *
     * @param file the file that the session runs, or is about to run
     * @return the short names that the file asks for and another session holds, each with that session's name
     * @throws PortHeld if nothing can be served there; then nothing changed
     */
    Map<String, String> admit(ServedSession session, A3sfile file);

    /** Serves the session's names no longer. */
    void dismiss(ServedSession session);

    /** The host name of {@code subdomain} in a session of that name, which need not be admitted yet, behind a proxy's port. */
    String hostFor(String session, String subdomain, int proxyPort);

    /**
     * Since when nobody has used a service through the proxy; empty while an exchange with it is in flight, open WebSockets
     * and event streams included. A service that was never used counts as unused since its first route was made, or since
     * the first call of this method for it, whichever came first.
     */
    Optional<Instant> unusedSince(ServedSession session, String service);

    /**
     * Lets what is being answered on {@code port} of this machine finish, or go on elsewhere, as
     * {@link dev.a3s.service.RunContext#answers} says. WebSockets are left alone.
     */
    Answers answers(int port, Duration still, Consumer<List<String>> waitsFor);

    /** The proxy cannot listen on its port. The message says who holds the port and what to do. */
    final class PortHeld extends RuntimeException {
        private static final long serialVersionUID = 1;

        public PortHeld(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
