package dev.a3s.cli.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import dev.a3s.ansi.TerminalText;
import dev.a3s.cli.terminal.Console;
import dev.a3s.json.Json;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogSink;

/** Lines of logs for programs: a JSON object each, with exactly what the service wrote. */
public final class JsonLines implements LogSink<LogLine> {
    private final Console console;

    public JsonLines(Console console) {
        this.console = console;
    }

    /**
     * The object that is printed. docs/logs.md promises it: fields may be added, none is removed or changes its
     * meaning.
     *
     * @param text   the line without its line feed; empty if it is not valid UTF-8
     * @param base64 its bytes, if they are not valid UTF-8
     */
    private record Line(Instant time, boolean approximate, String service, LogLine.Stream stream,
            Optional<String> text,
            Optional<String> base64, long sequence) {}

    @Override
    public void write(LogLine line) {
        var text = decode(line.bytes());
        Optional<String> base64 = text.isPresent() ? Optional.empty()
                : Optional.of(Base64.getEncoder().encodeToString(line.bytes()));
        var shown = new Line(line.time(), line.approximate(), line.service(), line.stream(), text, base64,
                line.sequence());
        console.print("", TerminalText.json(Json.line(shown, Line.class)).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decode(byte[] line) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public void flush() {
        console.flush();
    }
}
