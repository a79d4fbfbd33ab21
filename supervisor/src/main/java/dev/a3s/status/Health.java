package dev.a3s.status;

/** What a service's probe said last. */
public enum Health {
    /** It succeeded. */
    HEALTHY("healthy"),
    /** It fails, as often in a row as the file allows. */
    UNHEALTHY("unhealthy"),
    /** There is nothing to probe, or it has not succeeded yet. */
    UNKNOWN("-");

    private final String word;

    Health(String word) {
        this.word = word;
    }

    /** Its name in tables and JSON. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
