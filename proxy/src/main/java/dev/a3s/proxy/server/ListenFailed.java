package dev.a3s.proxy.server;

/** The proxy could not listen on its address; the cause says why. */
public final class ListenFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    ListenFailed(String host, int port, Throwable cause) {
        super("cannot listen on " + host + " port " + port + ": " + cause.getMessage(), cause);
        this.host = host;
        this.port = port;
    }

    /** The address that was asked for. */
    public String host() {
        return host;
    }

    /** The port that was asked for. */
    public int port() {
        return port;
    }
}
