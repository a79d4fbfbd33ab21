package dev.a3s.cli.status;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.log.HttpLogPrinter;
import dev.a3s.config.Elapsed;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** The requests that came to one service through the proxy; the access log keeps the last thousand. */
public final class RequestsSeen {
    private final List<Reply.AccessLogEntry> exchanges;

    RequestsSeen(List<Reply.AccessLogEntry> exchanges) {
        this.exchanges = List.copyOf(exchanges);
    }

    /** None where no daemon answers. */
    public static RequestsSeen of(DaemonClient daemon, Path file, String service) {
        var found = new ArrayList<Reply.AccessLogEntry>();
        daemon.askIfRunning(
                new Request.Http(SessionSelector.ofFile(file), List.of(service), Integer.MAX_VALUE, false, false),
                reply -> {
                    if (reply instanceof Reply.AccessLogEntry exchange) {
                        found.add(exchange);
                    }
                });
        return new RequestsSeen(found);
    }

    /** {@code 128, 3 failed; the last 12s ago: GET / 200 in 4ms}; empty if there were none. */
    Optional<String> summary(Instant now) {
        if (exchanges.isEmpty()) {
            return Optional.empty();
        }
        var last = exchanges.getLast();
        long all = exchanges.stream().mapToLong(Reply.AccessLogEntry::number).max().orElse(0) + 1;
        long failed = exchanges.stream().filter(RequestsSeen::isFailure).count();
        var failures = failed == 0 ? ""
                : ", " + failed + " failed"
                        + (all > exchanges.size() ? " of the last " + exchanges.size() : "");
        return Optional.of(all + failures + "; the last " + StatusTable.age(last.time(), now) + " ago: " + last.method()
                + " " + HttpLogPrinter.printable(last.target()) + " " + last.status() + " in "
                + Elapsed.text(last.duration()));
    }

    /** The last {@code count} of those that failed. */
    public List<Reply.AccessLogEntry> failures(int count) {
        var failed = exchanges.stream().filter(RequestsSeen::isFailure).toList();
        return failed.subList(Math.max(0, failed.size() - count), failed.size());
    }

    private static boolean isFailure(Reply.AccessLogEntry exchange) {
        return exchange.status() >= 500 || exchange.end() == Reply.AccessLogEntry.End.BROKEN_OFF
                || exchange.end() == Reply.AccessLogEntry.End.CUT_OFF;
    }
}
