package dev.a3s.hcl;

/** Leaves an expression whose fault has just been reported. Never seen outside of this package. */
final class Reported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Reported() {
        super("reported", null, false, false);
    }
}
