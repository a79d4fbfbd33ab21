import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What wrk cannot ask: WebSockets that echo, WebSockets that idle, and event streams. A virtual thread for each. */
final class LiveLoad {
    private static final byte[] FRAME = new byte[64];

    /** @param latencies in µs, sorted */
    record Result(double perSecond, List<Long> latencies) {
        long quantile(double of) {
            return latencies.isEmpty() ? 0 : latencies.get((int) Math.min(latencies.size() - 1, latencies.size() * of));
        }
    }

    private interface Turn {
        /** Takes its time in µs. */
        long take(Connection connection) throws IOException;
    }

    private LiveLoad() {}

    /** A frame goes there and back, then the next. */
    static Result echo(int port, int connections, int seconds) throws InterruptedException {
        return run(seconds, open(port, connections, LiveLoad::upgrade), connection -> {
            long before = System.nanoTime();
            connection.send(FRAME);
            connection.in.readNBytes(FRAME.length);
            return (System.nanoTime() - before) / 1000;
        });
    }

    /** Each event's way from the upstream, which notes in it when it was sent, by the clock that all processes share. */
    static Result events(int port, int connections, int seconds) throws InterruptedException {
        return run(seconds, open(port, connections, LiveLoad::subscribe), connection -> {
            while (true) {
                var line = connection.line();
                if (line.startsWith("data: ")) {
                    return (System.nanoTime() - Long.parseLong(line.substring(6))) / 1000;
                }
            }
        });
    }

    /** WebSockets that were used once, open until the result is closed. */
    static Closeable idle(int port, int count) {
        var open = open(port, count, connection -> {
            upgrade(connection);
            connection.send(FRAME);
            connection.in.readNBytes(FRAME.length);
        });
        return () -> {
            for (var connection : open) {
                connection.close();
            }
        };
    }

    private static Result run(int seconds, List<Connection> connections, Turn turn) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var latencies = connections.stream().map(_ -> new ArrayList<Long>()).toList();
        var threads = IntStream.range(0, connections.size()).mapToObj(i -> Thread.ofVirtual().start(() -> {
            try {
                while (System.nanoTime() < end) {
                    latencies.get(i).add(turn.take(connections.get(i)));
                }
            } catch (IOException | NumberFormatException e) {
                System.err.println(e);
            }
        })).toList();
        for (var thread : threads) {
            thread.join();
        }
        for (var connection : connections) {
            connection.close();
        }
        var all = latencies.stream().flatMap(List::stream).sorted().toList();
        return new Result(all.size() / (double) seconds, all);
    }

    private interface Opening {
        void open(Connection connection) throws IOException;
    }

    private static List<Connection> open(int port, int count, Opening opening) {
        var connections = new ArrayList<Connection>();
        try {
            for (int i = 0; i < count; i++) {
                var connection = new Connection(port);
                connections.add(connection);
                opening.open(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("connection " + connections.size() + " to port " + port, e);
        }
        return connections;
    }

    private static void upgrade(Connection connection) throws IOException {
        connection.send("GET /socket HTTP/1.1\r\nHost: live.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        connection.head(" 101 ");
    }

    private static void subscribe(Connection connection) throws IOException {
        connection.send("GET /events HTTP/1.1\r\nHost: live.localhost\r\nAccept: text/event-stream\r\n\r\n");
        connection.head(" 200 ");
    }

    private static final class Connection implements Closeable {
        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            in = new BufferedInputStream(socket.getInputStream(), 512);
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void head(String status) throws IOException {
            var first = line();
            if (!first.contains(status)) {
                throw new IOException(first);
            }
            while (!line().isEmpty()) {
                continue;
            }
        }

        String line() throws IOException {
            var line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the connection ended");
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
