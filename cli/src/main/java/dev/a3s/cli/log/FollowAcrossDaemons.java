package dev.a3s.cli.log;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogSink;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.Request.Resume;

/**
 * Follows the lines of a session for {@code a3s logs -f}, {@code up} and {@code run}. Where the daemon is killed or replaced
 * meanwhile, the next request starts the next one, which goes on after the last line that was written to the sink.
 */
public final class FollowAcrossDaemons {
    private final DaemonClient daemon;
    private final LogSink<LogLine> sink;
    private final Map<String, Long> seen = new HashMap<>();

    public FollowAcrossDaemons(DaemonClient daemon, LogSink<LogLine> sink) {
        this.daemon = daemon;
        this.sink = sink;
    }

    /** Returns when the session has ended, with the exit code; {@code other} gets the replies that are no lines. */
    public int run(Request.Logs wanted, Consumer<Reply> other) {
        Consumer<Reply> replies = reply -> {
            if (reply instanceof Reply.Lines lines) {
                show(lines);
            } else {
                other.accept(reply);
            }
        };
        var begun = Instant.now();
        var request = wanted.following();
        while (true) {
            try {
                return daemon.askIfNeeded(request, replies).orElse(ExitCode.DONE);
            } catch (ControlClient.Interrupted e) {
                // The next request starts a daemon that takes the services over.
                request = request.resuming(new Resume(Map.copyOf(seen), begun));
            }
        }
    }

    private void show(Reply.Lines lines) {
        lines.each().forEach(sink::write);
        sink.flush();
        seen.put(lines.service(), lines.first() + lines.lines().size() - 1);
    }
}
