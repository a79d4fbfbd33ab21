package dev.a3s.cli.log;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.control.ControlClient;
import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.Request.Resume;

/**
 * The lines of a session as they come, also when the daemon is killed or replaced meanwhile: then the next one is started
 * and goes on after the last line that was shown.
 */
public final class FollowAcrossDaemons {
    private final DaemonClient daemon;
    private final LineOutput output;
    private final Map<String, Long> seen = new HashMap<>();

    public FollowAcrossDaemons(DaemonClient daemon, LineOutput output) {
        this.daemon = daemon;
        this.output = output;
    }

    /** Returns when the session has ended, with the exit code; {@code other} is told what is not a line. */
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
        output.print(lines);
        seen.put(lines.service(), lines.first() + lines.lines().size() - 1);
    }
}
