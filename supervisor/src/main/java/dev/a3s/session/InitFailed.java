package dev.a3s.session;

/** A step of {@code init} failed, so that nothing was started. */
public final class InitFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    InitFailed(String message) {
        super(message);
    }
}
