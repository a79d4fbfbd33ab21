package dev.a3s.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.a3s.json.Json;

/** One connection: a JSON object on each line, both ways. Several threads may send; one receives. */
public final class Wire implements AutoCloseable {
    private static final byte[] LINE_END = {'\n'};

    private final SocketChannel channel;
    private final BufferedReader reader;

    /** Takes a connected channel, which {@link #close} closes. */
    public Wire(SocketChannel channel) {
        this.channel = channel;
        this.reader = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /** Sends a message; blocks while the socket's buffer is full, so that a slow reader slows the writer. */
    public <T> void send(T message, Class<T> type) throws IOException {
        var json = PlainMessages.write(message).orElseGet(() -> Json.line(message, type));
        var line = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
        var end = ByteBuffer.wrap(LINE_END);
        synchronized (channel) {
            write(line);
            write(end);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next message; empty when the other side has hung up. */
    public <T> Optional<T> receive(Class<T> type) throws IOException {
        var line = reader.readLine();
        return line == null ? Optional.empty() : Optional.of(Json.read(line, type));
    }

    /** The next reply; empty when the other side has hung up. */
    Optional<Reply> reply() throws IOException {
        var line = reader.readLine();
        return line == null
                ? Optional.empty()
                : PlainMessages.reply(line).or(() -> Optional.of(Json.read(line, Reply.class)));
    }

    /** Returns when the other side hangs up. */
    public void awaitHangup() throws IOException {
        while (reader.readLine() != null) {
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
