package dev.a3s.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import dev.a3s.logs.LogLine;
import dev.a3s.operations.LineListener;
import dev.a3s.protocol.Reply;
import dev.a3s.status.Notice;

/** Packs lines of logs into as few replies as possible without holding a line back. Used by one thread. */
final class LineSender implements LineListener {
    /** Bytes after which a reply is sent, so that no more than this and a line is in memory. */
    private static final int ENOUGH = 64 << 10;

    private final Caller caller;
    private final List<String> texts = new ArrayList<>();
    private Optional<LogLine> last = Optional.empty();
    private boolean base64;
    private int size;

    LineSender(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void line(LogLine line) throws IOException {
        var text = decode(line.bytes());
        if (last.isPresent() && (base64 == text.isPresent() || !continues(last.get(), line))) {
            flush();
        }
        base64 = text.isEmpty();
        texts.add(text.orElseGet(() -> Base64.getEncoder().encodeToString(line.bytes())));
        last = Optional.of(line);
        size += line.bytes().length;
        if (size >= ENOUGH) {
            flush();
        }
    }

    private static boolean continues(LogLine line, LogLine next) {
        return next.sequence() == line.sequence() + 1 && next.service().equals(line.service())
                && next.stream() == line.stream() && next.launch() == line.launch()
                && next.approximate() == line.approximate()
                && next.time().equals(line.time());
    }

    @Override
    public void flush() throws IOException {
        if (last.isEmpty()) {
            return;
        }
        var line = last.get();
        last = Optional.empty();
        var lines = new Reply.Lines(line.service(), line.sequence() - texts.size() + 1, line.time(),
                line.approximate(), line.stream(), line.launch(), base64, List.copyOf(texts));
        texts.clear();
        size = 0;
        caller.send(lines);
    }

    @Override
    public void services(List<String> names) throws IOException {
        caller.send(new Reply.Services(names));
    }

    @Override
    public void notice(Notice notice) throws IOException {
        caller.notice(notice);
    }

    @Override
    public void checkPresence() throws IOException {
        caller.checkPresence();
    }

    /** The line as text; empty if it is sent as Base64: it is no text, or so long that JSON could make it six times longer. */
    private static Optional<String> decode(byte[] line) {
        if (line.length > ENOUGH) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
