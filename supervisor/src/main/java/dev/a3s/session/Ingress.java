package dev.a3s.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.a3s.config.A3sfile;

/**
 * The way from host names to services, as far as sessions ask for it. What happens to services it learns from the
 * {@link SessionFeed}, like everybody else. Any thread may call.
 */
public interface Ingress {

    /**
     * Serves {@code session}'s names from now on, at the host and port that {@code file} asks for: the file that it
     * runs, or is about to go over to.
     *
     * @return the short names that it asks for and another session holds, with that session's name
     * @throws PortHeld if nothing can be served there; then nothing changed
     */
    Map<String, String> admit(ServedSession session, A3sfile file);

    /** Serves the session's names no longer. */
    void dismiss(ServedSession session);

    /** The host name for {@code subdomain} in a session of that name on a port, before or after it is admitted there. */
    String hostFor(String session, String subdomain, int proxyPort);

    /**
     * Since when nobody has used a service by its names; empty while anybody does, open WebSockets and event streams
     * included. One that was never used is unused since it was first asked about or served.
     */
    Optional<Instant> unusedSince(ServedSession session, String service);

    /**
     * Done with true at the first moment at which nothing that reached a service waits for its answer, or with false after
     * {@code atMost}. WebSockets and event streams are not waited for. If new requests are held meanwhile, as they are
     * while it stops in order to start again, none reaches it after that moment.
     */
    CompletableFuture<Boolean> answered(ServedSession session, String service, Duration atMost);

    /** The proxy's port is not to be had. The message says by whom it is held and what to do. */
    final class PortHeld extends RuntimeException {
        private static final long serialVersionUID = 1;

        public PortHeld(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
