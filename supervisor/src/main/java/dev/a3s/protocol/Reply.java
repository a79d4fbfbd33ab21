package dev.a3s.protocol;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.a3s.config.Problem;
import dev.a3s.logs.LogLine;
import dev.a3s.status.Notice;

/** A reply of the daemon to a {@link Request}. */
public sealed interface Reply {

    /** The errors and warnings about the A3sfile. */
    record Problems(List<Problem> problems) implements Reply {}

    /**
     * The session that a request is about.
     *
     * @param session its name
     * @param created whether this request created it
     * @param targets the services that were asked for and what they need, dependencies first
     * @param notices what the user should know about the session
     */
    record Opened(String session, boolean created, List<String> targets, List<Notice> notices) implements Reply {}

    /** Something happened that no service's phase shows. */
    record News(Notice notice) implements Reply {}

    /** A service changed its state. */
    record Moved(ServiceRow row) implements Reply {}

    /** The session that was opened, once all its services are settled or the wait was given up. */
    record Settled(SessionRow session) implements Reply {}

    /** Sessions and their services. */
    record Sessions(List<SessionRow> sessions) implements Reply {}

    /** What brought a service into its state; each link of the chain waits for the next. */
    record Why(List<Cause> chain) implements Reply {}

    /**
     * The pseudo-terminal of a service.
     *
     * @param typed the FIFO for {@link ServiceTerminal#open}
     * @param said  the file that the terminal's output is appended to
     * @param pid   of the service's command
     */
    record Terminal(Path typed, Path said, long pid) implements Reply {}

    /**
     * Lines of one service's log that differ only in their text and their number. Many lines share a reply, because a burst
     * of a million lines in as many replies would take the daemon many seconds.
     *
     * @param first       the number of the first line; the others follow without a gap
     * @param stream      who wrote them
     * @param approximate whether they were written while no daemon ran, so that {@code time} is when their file last
     *                    changed
     * @param launch      whether the line is a3s's note that the service is launched
     * @param base64      whether each of {@code lines} is in Base64, for bytes that are not valid UTF-8 and for long lines
     */
    record Lines(String service, long first, Instant time, boolean approximate, LogLine.Stream stream,
            boolean launch,
            boolean base64,
            List<String> lines) implements Reply {

        /** The lines one by one, in order. */
        public Stream<LogLine> each() {
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> new LogLine(service, time, approximate, stream, launch, bytes(lines.get(i)),
                            first + i));
        }

        private byte[] bytes(String line) {
            return base64 ? Base64.getDecoder().decode(line) : line.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The services and routes that the replies after this one are about. */
    record Services(List<String> names) implements Reply {}

    /**
     * A request that came to a service through the proxy, when it was over.
     *
     * @param number        counts the service's requests
     * @param time          when its head had arrived
     * @param status        499 if the client left before there was a status
     * @param duration      until the last byte of the answer was sent; for a WebSocket, until it was closed
     * @param held          how much of that it waited for the service to be ready
     * @param requestBytes  size of the request's body
     * @param responseBytes size of the answer's body
     * @param end           how the exchange ended
     * @param fault         why the service's answer was refused or cut, or could not be had: a clause; empty if it was passed on
     */
    record AccessLogEntry(String service, long number, Instant time, String method, String target, int status,
            Duration duration, Duration held, long requestBytes, long responseBytes, End end, Optional<String> fault)
            implements
                Reply {

        public AccessLogEntry {
            fault = Objects.requireNonNullElse(fault, Optional.empty()); // a daemon of an earlier version does not know it
        }

        /** How an exchange ended. */
        public enum End {
            /** The client got the whole answer. */
            ANSWERED("answered"),
            /** The client left before it had all of it. */
            CLIENT_LEFT("client left"),
            /** The answer broke off, and with it the client's connection. */
            BROKEN_OFF("broken off"),
            /** a3s restarted or stopped the service before the exchange was over. */
            CUT_OFF("cut off by a restart or stop");

            private final String words;

            End(String words) {
                this.words = words;
            }

            /** The value's name in the access log and in JSON. */
            @Override
            public String toString() {
                return words;
            }
        }
    }

    /** The environment and the directory that a service's commands run in. */
    record Environment(Map<String, String> variables, Path dir) implements Reply {}

    /**
     * The daemon itself.
     *
     * @param notices what was unusual when it took over sessions of the daemon before
     */
    record Daemon(long pid, String version, Instant since, Path home, List<String> listeners, int sessions,
            List<Notice> notices)
            implements
                Reply {}

    /** The request could not be carried out; {@code message} is for the user. Followed by Done. */
    record Failed(String message) implements Reply {}

    /** The last reply: the exit code that the command ends with. */
    record Done(int exit) implements Reply {}
}
