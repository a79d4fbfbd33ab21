package dev.a3s.proxy.http1;

import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.RequestHead;

/** Reads from a request which proxies it has passed, and how many more it may pass. */
final class Hops {

    private Hops() {}

    /**
     * Whether the number of proxies that the request may pass is limited (RFC 9110 §7.6.2): TRACE or OPTIONS with a number in
     * Max-Forwards.
     */
    static boolean areCounted(RequestHead head) {
        return head.fields().has(Field.MAX_FORWARDS)
                && (head.method().equals("TRACE") || head.method().equals("OPTIONS"))
                && head.fields().joined(Field.MAX_FORWARDS).matches("[0-9]{1,9}");
    }

    /** How many more proxies a request whose hops {@link #areCounted are counted} may pass. */
    static int left(RequestHead head) {
        return Integer.parseInt(head.fields().joined(Field.MAX_FORWARDS));
    }

    /**
     * Whether {@code via} is among the proxies that the request has passed (RFC 9110 §7.6.3). A service that calls another one
     * through the proxy, with the fields it was called with, is no loop; coming back to the same service is.
     */
    static boolean cameThrough(RequestHead head, String via) {
        if (!head.fields().has(Field.VIA)) {
            return false;
        }
        for (var element : head.fields().joined(Field.VIA).split("[, ]", -1)) {
            if (element.equals(via)) {
                return true;
            }
        }
        return false;
    }
}
