package dev.a3s.proxy.message;

/**
 * A message that is not passed on: it breaks the grammar, or two readers could understand it differently.
 *
 * <p>Thrown by the wire's readers without a stack trace, since peers cause it at will.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status what the sender of a request is answered; a refused response is always 502
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
