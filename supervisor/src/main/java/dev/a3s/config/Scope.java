package dev.a3s.config;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What the expressions of an A3sfile may see of the world outside of it. In the daemon these are the session's own choices,
 * in {@code a3s validate} stand-ins.
 */
public interface Scope {

    /** The environment behind {@code env.NAME}; the loader puts {@code .env} beneath it. */
    Map<String, String> environment();

    /** {@code session.name}; empty where the session has no name of its own, then the project's name stands in. */
    String session();

    /**
     * The port that a service gets, 1 to 65535, the same each time it is asked.
     *
     * @param service  its name
     * @param declared the port that the file names, if it does
     */
    int portFor(String service, OptionalInt declared);

    /** Where to serve a project whose file does not say. */
    default Listen usual() {
        return Listen.AS_IN_FILE;
    }

    /** The host name under which the proxy serves {@code subdomain} on a port, for instance {@code web.localhost}. */
    String hostFor(String subdomain, int proxyPort);

    /**
     * The port that the proxy is reached at, part of {@code service.X.url}. A flag, {@code A3S_PROXY_PORT} or the user's
     * settings may decide otherwise than the file.
     *
     * @param declared what the file says, or the default
     */
    default int proxyPort(int declared) {
        return declared;
    }
}
