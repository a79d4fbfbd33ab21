package dev.a3s.session;

import dev.a3s.session.naming.SessionSelector;

/** A request needs a running session, and no session that it selects runs. */
public final class NotRunning extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotRunning(SessionSelector selector) {
        this(selector, "");
    }

    /** @param remark why there is nothing to answer without one, as in ", and access logs end with their session" */
    public NotRunning(SessionSelector selector, String remark) {
        super(what(selector) + remark + "; start it with: a3s up");
    }

    private static String what(SessionSelector selector) {
        return switch (selector) {
            case SessionSelector.OfFile(var file) -> "nothing is running for " + file;
            case SessionSelector.Of(var id) -> "no session '" + id + "' is running";
            case SessionSelector.All() -> "nothing is running";
        };
    }
}
