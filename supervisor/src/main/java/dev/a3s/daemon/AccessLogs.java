package dev.a3s.daemon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.a3s.config.RouteSpec;
import dev.a3s.operations.AccessLog;
import dev.a3s.protocol.Reply;
import dev.a3s.proxy.Exchange;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.ServedSession;
import dev.a3s.session.Session;

/** The exchanges that proxies report, kept by the service or route that they were for. Event loops add, without waiting. */
final class AccessLogs implements AccessLog {
    /** Longer targets are cut, so that a service's thousand exchanges are a megabyte at most. */
    private static final int MAX_TARGET = 1000;

    private final Map<String, ExchangeRing> rings = new ConcurrentHashMap<>();

    /** The key that the exchanges of a session's service or route are kept under. */
    static String key(ServedSession session, String name) {
        return session.id() + "/" + name;
    }

    /** Keeps the exchanges of {@code key} from now on. */
    void open(String key) {
        rings.computeIfAbsent(key, _ -> new ExchangeRing());
    }

    /** Drops all exchanges of {@code session}. */
    void close(ServedSession session) {
        rings.keySet().removeIf(key -> key.startsWith(key(session, "")));
    }

    /** Keeps an exchange, if its key is open. Called on event loops. */
    void add(Exchange exchange) {
        var ring = rings.get(exchange.service());
        if (ring != null) {
            ring.add(exchange);
        }
    }

    @Override
    public List<String> names(Session session) {
        return Stream.concat(
                session.statuses().stream()
                        .filter(status -> status.spec().port().number().isPresent())
                        .map(ServiceStatus::service),
                session.file().routes().stream().map(RouteSpec::name)).distinct().toList();
    }

    @Override
    public List<Reply.AccessLogEntry> after(Session session, String name, long number) {
        var ring = rings.get(key(session, name));
        return ring == null ? List.of()
                : ring.after(number).stream().map(entry -> reply(name, entry.number(), entry.exchange())).toList();
    }

    private static Reply.AccessLogEntry reply(String name, long number, Exchange exchange) {
        var target = exchange.target().length() <= MAX_TARGET ? exchange.target()
                : exchange.target().substring(0, MAX_TARGET) + "…";
        return new Reply.AccessLogEntry(name, number, exchange.at(), exchange.method(), target, exchange.status(),
                exchange.duration(),
                exchange.held(), exchange.requestBytes(), exchange.responseBytes(), switch (exchange.end()) {
                    case ANSWERED -> Reply.AccessLogEntry.End.ANSWERED;
                    case CLIENT_LEFT -> Reply.AccessLogEntry.End.CLIENT_LEFT;
                    case BROKEN_OFF -> Reply.AccessLogEntry.End.BROKEN_OFF;
                    case CUT_OFF -> Reply.AccessLogEntry.End.CUT_OFF;
                }, Optional.of(exchange.fault()).filter(fault -> !fault.isEmpty()));
    }
}
