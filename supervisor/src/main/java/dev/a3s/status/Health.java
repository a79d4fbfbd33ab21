package dev.a3s.status;

/** The last result of a service's probe. */
public enum Health {
    /** The probe succeeded. */
    HEALTHY("healthy"),
    /** The probe has failed as many times in a row as the file allows. */
    UNHEALTHY("unhealthy"),
    /** There is nothing to probe, or the probe has not succeeded yet. */
    UNKNOWN("-");

    private final String word;

    Health(String word) {
        this.word = word;
    }

    /** The value's name in tables and JSON. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
