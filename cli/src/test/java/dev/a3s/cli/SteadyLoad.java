package dev.a3s.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 50 requests a second for {@code web.localhost} and a WebSocket each second, whatever becomes of the answers, by a client
 * that never asks twice. Connections are kept between requests.
 */
final class SteadyLoad {
    private static final int PER_SECOND = 50;
    private static final String HOST = " HTTP/1.1\r\nHost: web.localhost\r\n";
    private static final String PADDING = "x".repeat(5000);
    /** A masked text frame with "hello"; the mask is zero. */
    private static final byte[] FRAME = {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o'};
    private static final byte[] ECHO = {(byte) 0x81, 5, 'h', 'e', 'l', 'l', 'o'};

    private final int port;
    private final boolean posts;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<Thread> users = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    final Set<String> posted = ConcurrentHashMap.newKeySet();
    final Set<Long> pids = ConcurrentHashMap.newKeySet();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger echoed = new AtomicInteger();

    private SteadyLoad(int port, boolean posts) {
        this.port = port;
        this.posts = posts;
    }

    /** GET and POST, half of each slow, and WebSockets. */
    static SteadyLoad ofAllKinds(int port) {
        return new SteadyLoad(port, true).begin();
    }

    /** Fast GET alone. */
    static SteadyLoad ofGets(int port) {
        return new SteadyLoad(port, false).begin();
    }

    private SteadyLoad begin() {
        user(this::run);
        return this;
    }

    private void user(Runnable work) {
        users.add(Thread.ofVirtual().start(work));
    }

    private void run() {
        for (int i = 0; !over.get(); i++) {
            int number = i;
            user(() -> ask(number));
            if (posts && number % PER_SECOND == 0) {
                user(this::openWebSocket);
            }
            sleep(1000 / PER_SECOND);
        }
    }

    private void ask(int number) {
        var path = posts && number % 4 >= 2 ? "/?200" : "/";
        boolean post = posts && number % 2 == 1;
        var id = "post-" + number;
        var body = id + " " + PADDING;
        var request = post
                ? "POST " + path + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body
                : "GET " + path + HOST + "\r\n";
        if (post) {
            posted.add(id);
        }
        try {
            var connection = idle.pollLast();
            if (connection == null) {
                connection = new Connection(port);
            }
            connection.send(request.getBytes(StandardCharsets.US_ASCII));
            var answer = connection.read();
            if (answer.status() == 200) {
                pids.add(Long.parseLong(answer.body()));
                idle.addLast(connection);
            } else {
                failures.add(request.lines().findFirst().orElseThrow() + ": " + answer);
                connection.close();
            }
            answered.incrementAndGet();
        } catch (IOException e) {
            failures.add(request.lines().findFirst().orElseThrow() + ": " + e);
        }
    }

    /** The WebSocket must open. A restart may end it, as a restart ends each WebSocket of its service. */
    private void openWebSocket() {
        try (var connection = new Connection(port)) {
            connection.send(
                    ("GET /socket" + HOST + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = connection.read();
            if (answer.status() != 101 || !"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
                    .equals(answer.fields().get("sec-websocket-accept"))) {
                failures.add("WebSocket: " + answer);
                return;
            }
            opened.incrementAndGet();
            echo(connection);
        } catch (IOException e) {
            failures.add("WebSocket: " + e);
        }
    }

    private void echo(Connection connection) {
        try {
            connection.send(FRAME);
            if (!java.util.Arrays.equals(WireService.exactly(connection.in, ECHO.length), ECHO)) {
                failures.add("WebSocket: another echo");
            }
            echoed.incrementAndGet();
        } catch (IOException e) {
            // ended by the restart
        }
    }

    /** Sends no more; returns when everything is answered. */
    void end() throws InterruptedException {
        over.set(true);
        for (var user : users) {
            user.join();
        }
        for (var connection : List.copyOf(idle)) {
            connection.close();
        }
    }

    record Answer(int status, Map<String, String> fields, String body) {}

    private static final class Connection implements Closeable {
        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(40_000);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        Answer read() throws IOException {
            int status = Integer.parseInt(WireService.line(in).split(" ", 3)[1]);
            var fields = WireService.fields(in);
            var body = WireService.exactly(in, Integer.parseInt(fields.getOrDefault("content-length", "0")));
            return new Answer(status, fields, new String(body, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
