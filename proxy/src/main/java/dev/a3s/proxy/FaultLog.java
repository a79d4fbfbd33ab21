package dev.a3s.proxy;

import java.util.LinkedHashMap;

/**
 * Writes to the daemon's log why an answer of a service was refused or cut; the same of one service once a minute. Used on one
 * event loop.
 */
final class FaultLog {
    private static final System.Logger LOG = System.getLogger(FaultLog.class.getName());
    private static final long AGAIN_NANOS = 60_000_000_000L;
    private static final int MAX_KEPT = 200;
    private static final int MAX_TARGET = 200;

    private record Fault(String service, String why) {}

    private final LinkedHashMap<Fault, Long> logged = new LinkedHashMap<>();

    /** @param now as {@link System#nanoTime} */
    void log(Exchange exchange, long now) {
        var fault = new Fault(exchange.service(), exchange.fault());
        var last = logged.get(fault);
        if (last != null && now - last < AGAIN_NANOS) {
            return;
        }
        logged.remove(fault);
        logged.put(fault, now);
        if (logged.size() > MAX_KEPT) {
            logged.remove(logged.firstEntry().getKey());
        }
        var what = exchange.method() + " " + exchange.target();
        LOG.log(System.Logger.Level.INFO, "{0}: the answer to {1} was {2}: {3}", exchange.service(),
                what.substring(0, Math.min(what.length(), MAX_TARGET)).replaceAll("[^ -~]", "."),
                exchange.end() == Exchange.End.BROKEN_OFF ? "cut" : "refused", exchange.fault());
    }
}
