package dev.a3s.protocol;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.a3s.config.Problem;
import dev.a3s.logs.LogLine;
import dev.a3s.status.Notice;

/** What the daemon answers. */
public sealed interface Reply {

    /** What is wrong with the file, errors and warnings. */
    record Problems(List<Problem> problems) implements Reply {}

    /**
     * The session that a request is about.
     *
     * @param session its name
     * @param created whether this request created it
     * @param targets the services that were asked for and what they need, dependencies first
     * @param notices what the user should know about it
     */
    record Opened(String session, boolean created, List<String> targets, List<Notice> notices) implements Reply {}

    /** Something goes on besides the phases of services. */
    record News(Notice notice) implements Reply {}

    /** A service changed its state. */
    record Moved(ServiceRow row) implements Reply {}

    /** The session that was opened, once nothing is left to wait for. */
    record Settled(SessionRow session) implements Reply {}

    /** Sessions and their services. */
    record Sessions(List<SessionRow> sessions) implements Reply {}

    /** What brought a service into its state; each link of the chain is held by the next. */
    record Why(List<Cause> chain) implements Reply {}

    /**
     * The pseudo-terminal of a service.
     *
     * @param typed for {@link ServiceTerminal#open}
     * @param said  the file that everything said there is appended to
     * @param pid   of the service's command
     */
    record Terminal(Path typed, Path said, long pid) implements Reply {}

    /**
     * Lines of one service's log that have all in common but their text and their number: many lines are told in one
     * reply, because a burst of a million would take the daemon many seconds otherwise.
     *
     * @param first       the number of the first; each further one has the next
     * @param stream      who wrote them
     * @param approximate whether they were written while no daemon looked, so that {@code time} is when their file last
     *                    changed
     * @param launch      whether a3s notes with it that the service is launched
     * @param base64      whether each of {@code lines} is in Base64, not being valid UTF-8
     */
    record Lines(String service, long first, Instant time, boolean approximate, LogLine.Stream stream,
            boolean launch,
            boolean base64,
            List<String> lines) implements Reply {

        /** Each by itself, in order. */
        public Stream<LogLine> each() {
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> new LogLine(service, time, approximate, stream, launch, bytes(lines.get(i)),
                            first + i));
        }

        private byte[] bytes(String line) {
            return base64 ? Base64.getDecoder().decode(line) : line.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The services that lines will be of. */
    record Services(List<String> names) implements Reply {}

    /**
     * A request that came to a service through the proxy, when it was over.
     *
     * @param number        counts the service's
     * @param time          when its head was there
     * @param status        499 if the client left before there was one
     * @param duration      until the last byte of the answer was out; for a WebSocket, until it was closed
     * @param held          how much of that it waited for the service to be ready
     * @param requestBytes  of its body
     * @param responseBytes of the answer's body
     * @param end           how it ended
     */
    record AccessLogEntry(String service, long number, Instant time, String method, String target, int status,
            Duration duration, Duration held, long requestBytes, long responseBytes, End end) implements Reply {

        /** How an exchange ended. */
        public enum End {
            /** With all of its answer. */
            ANSWERED("answered"),
            /** The client left before it had all of it. */
            CLIENT_LEFT("client left"),
            /** The answer broke off, and with it the client's connection. */
            BROKEN_OFF("broken off");

            private final String words;

            End(String words) {
                this.words = words;
            }

            /** Its name in the access log and in JSON. */
            @Override
            public String toString() {
                return words;
            }
        }
    }

    /** What a service runs in. */
    record Environment(Map<String, String> variables, Path dir) implements Reply {}

    /** The daemon itself. */
    record Daemon(long pid, String version, Instant since, Path home, List<String> listeners, int sessions)
            implements
                Reply {}

    /** It could not be done; {@code message} is for the user. Followed by Done. */
    record Failed(String message) implements Reply {}

    /** The last reply: the exit code that the command ends with. */
    record Done(int exit) implements Reply {}
}
