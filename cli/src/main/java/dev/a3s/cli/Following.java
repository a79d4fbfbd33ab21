package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.control.ControlClient;
import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.Request.Resume;

/**
 * The lines of a session as they come, also when the daemon is killed meanwhile: then the next one is started and goes on
 * after the last line that was shown.
 */
final class Following {
    private final Daemon daemon;
    private final Consumer<Reply.Line> lines;
    private final Map<String, Long> seen = new HashMap<>();

    Following(Daemon daemon, Consumer<Reply.Line> lines) {
        this.daemon = daemon;
        this.lines = lines;
    }

    /** Returns when the session has ended, with the exit code; {@code other} is told what is not a line. */
    int run(Path file, List<String> services, int last, Consumer<Reply> other) {
        Consumer<Reply> replies = reply -> {
            if (reply instanceof Reply.Line line)
                show(line);
            else
                other.accept(reply);
        };
        Instant begun = Instant.now();
        Optional<Resume> resume = Optional.empty();
        while (true) {
            try {
                return daemon.askIfNeeded(new Request.Logs(file, services, last, true, resume), replies)
                        .orElse(ExitCode.DONE);
            } catch (ControlClient.Interrupted e) {
                // The next request starts a daemon that takes the services over.
                resume = Optional.of(new Resume(Map.copyOf(seen), begun));
            }
        }
    }

    private void show(Reply.Line line) {
        seen.put(line.service(), line.sequence());
        lines.accept(line);
    }
}
