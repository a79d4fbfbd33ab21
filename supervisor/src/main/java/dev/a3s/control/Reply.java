package dev.a3s.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Problem;
import dev.a3s.logs.LogLine;

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
     * @param notes   what the user should know about it, a sentence each
     */
    record Opened(String session, boolean created, List<String> targets, List<String> notes) implements Reply {}

    /** Something that is going on before services start; for the user. */
    record News(String text) implements Reply {}

    /** A service changed its state. */
    record Moved(ServiceRow row) implements Reply {}

    /** Sessions and their services. */
    record Sessions(List<SessionRow> sessions) implements Reply {}

    /** What brought a service into its state; each link of the chain is held by the next. */
    record Why(List<Cause> chain) implements Reply {}

    /**
     * A line of a service's log.
     *
     * @param sequence    counts the service's lines
     * @param stream      {@code out}, {@code err} or {@code note}
     * @param text        the line, if it is valid UTF-8
     * @param base64      the line, if it is not
     * @param approximate whether {@code time} is when a daemon found the line rather than when it was written
     */
    record Line(String service, long sequence, Instant time, boolean approximate, String stream, Optional<String> text,
            Optional<String> base64) implements Reply {

        static Line of(LogLine line) {
            Optional<String> text = decode(line.bytes());
            return new Line(line.service(), line.sequence(), line.time(), line.approximate(),
                    line.stream().name().toLowerCase(java.util.Locale.ROOT),
                    text, text.isPresent() ? Optional.empty()
                            : Optional.of(Base64.getEncoder().encodeToString(line.bytes())));
        }

        /** The line's bytes, exactly. */
        public byte[] bytes() {
            return text.map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .orElseGet(() -> Base64.getDecoder().decode(base64.orElse("")));
        }

        private static Optional<String> decode(byte[] bytes) {
            try {
                return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
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
     * @param end           {@code answered}, {@code client left} or {@code broken off}
     */
    record Exchange(String service, long number, Instant time, String method, String target, int status,
            Duration duration, Duration held, long requestBytes, long responseBytes, String end) implements Reply {}

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
