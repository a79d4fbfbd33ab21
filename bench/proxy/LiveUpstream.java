import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * What nginx cannot play: POST swallows a body, an Upgrade echoes bytes (no peer looks inside of frames), GET sends an event
 * each 5 ms with the moment it was sent. TCP_NODELAY throughout.
 */
class LiveUpstream {
    private static final long EVENT_NANOS = 5_000_000;

    public static void main(String[] args) throws IOException {
        try (var listener = new ServerSocket(Integer.parseInt(args[0]), 4096, InetAddress.getLoopbackAddress())) {
            while (true) {
                var connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream(), 1024);
            var out = connection.getOutputStream();
            for (var head = head(in); !head.isEmpty(); head = head(in)) {
                if (head.toLowerCase(java.util.Locale.ROOT).contains("\r\nupgrade: ")) {
                    send(out, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
                    echo(in, out);
                    return;
                } else if (head.startsWith("POST")) {
                    swallow(head, in);
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                } else if (head.startsWith("GET /events")) {
                    events(out);
                } else {
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                }
            }
        } catch (IOException e) {
            return; // its client has gone
        }
    }

    private static void swallow(String head, InputStream in) throws IOException {
        if (head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")) {
            for (int size = size(in); size > 0; size = size(in)) {
                in.skipNBytes(size + 2L);
            }
            in.skipNBytes(2);
            return;
        }
        var length = head.replaceFirst("(?is).*\r\ncontent-length: *([0-9]+)\r\n.*", "$1");
        in.skipNBytes(Long.parseLong(length));
    }

    private static int size(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            line.append(b == '\r' ? "" : Character.toString(b));
        }
        return Integer.parseInt(line.toString(), 16);
    }

    private static void echo(InputStream in, OutputStream out) throws IOException {
        var block = new byte[256];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            out.write(block, 0, n);
        }
    }

    private static void events(OutputStream out) throws IOException {
        send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (long next = System.nanoTime();; next += EVENT_NANOS) {
            LockSupport.parkNanos(next - System.nanoTime());
            var event = "data: %020d\n\n".formatted(System.nanoTime());
            send(out, Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
