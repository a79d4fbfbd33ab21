package dev.a3s.proxy.message;

/**
 * Says that a message is not passed on, because it breaks the grammar or because two readers could understand it differently.
 *
 * <p>Has no stack trace: peers can cause it as often as they like, and the reason says all.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status the status that the sender of a refused request gets; a refused response is always answered with 502
     * @param reason what is wrong, as a clause without full stop
     */
    public Refused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    public static Refused bad(String reason) {
        return new Refused(400, reason);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return getMessage();
    }
}
