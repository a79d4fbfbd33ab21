package dev.a3s.cli.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.a3s.ansi.Ansi;
import dev.a3s.cli.client.DaemonClient;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogQuery;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** What a service wrote since it was last started, as plain text without the notes of a3s: what led to a failure. */
public final class LinesSinceStart {
    private static final int LINES = 10;
    /** Lines that are read, since a crash leaves some notes among them. */
    private static final int LOOKED_AT = 3 * LINES;

    private final DaemonClient daemon;
    private final Path file;

    /** Reads the logs of the services of {@code file}. */
    public LinesSinceStart(DaemonClient daemon, Path file) {
        this.daemon = daemon;
        this.file = file;
    }

    /** At most ten lines; none if the service wrote nothing, or has no log. */
    public List<String> of(String service) {
        var lines = new ArrayList<String>();
        daemon.askIfRunning(Request.Logs.last(LOOKED_AT, SessionSelector.ofFile(file), List.of(service))
                .cutTo(LogQuery.EXCERPT), reply -> {
                    if (reply instanceof Reply.Lines found) {
                        found.each().forEach(line -> take(line, lines));
                    }
                });
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static void take(LogLine line, List<String> lines) {
        if (line.stream() != LogLine.Stream.NOTE) {
            lines.add(new String(Ansi.strip(line.bytes()), StandardCharsets.UTF_8));
        } else if (line.launch()) {
            lines.clear(); // what follows was written by the last attempt
        }
    }
}
