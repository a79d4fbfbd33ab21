package dev.a3s.session;

import java.util.Map;

import dev.a3s.config.A3sfile;

/** The way from host names to services, as far as sessions need to know of it. Any thread may call. */
public interface Ingress {

    /**
     * Serves {@code session}'s names from now on, at the host and port that {@code file} asks for: the file that it
     * runs, or is about to go over to.
     *
     * @return the short names that it asks for and another session holds, with that session's name
     * @throws PortHeld if nothing can be served there; then nothing changed
     */
    Map<String, String> admit(Session session, A3sfile file);

    /** A service of {@code session} changed its state. */
    void update(Session session);

    /** Serves the session's names no longer. */
    void dismiss(Session session);

    /** The host name for {@code subdomain} in a session of that name, before or after it is admitted. */
    String hostFor(String session, String subdomain);

    /** The proxy's port is not to be had. The message says by whom it is held and what to do. */
    final class PortHeld extends RuntimeException {
        private static final long serialVersionUID = 1;

        public PortHeld(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
