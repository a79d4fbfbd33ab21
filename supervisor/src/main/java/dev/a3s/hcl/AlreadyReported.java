package dev.a3s.hcl;

/**
 * Unwinds out of an expression whose fault is in {@link Faults} already. Each entry point of this package catches it.
 */
final class AlreadyReported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyReported() {
        super("already reported", null, false, false);
    }
}
