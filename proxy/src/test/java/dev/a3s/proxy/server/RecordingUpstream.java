package dev.a3s.proxy.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.a3s.proxy.Localhost;

/** A server on plain sockets that notes every head and body it gets and answers as a script says. */
public final class RecordingUpstream implements AutoCloseable {

    /** Answers one request. Bytes that it leaves unread become the beginning of the next request. */
    public interface Script {
        void answer(Request request, Wire wire) throws Exception;
    }

    /** A request as it came. */
    public record Request(String head, String body) {
        public String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        public String field(String name) {
            return RawClient.fieldOf(head, name);
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final boolean readsBodies;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private RecordingUpstream(InetAddress address, int port, boolean readsBodies, Script script) {
        this.script = script;
        this.readsBodies = readsBodies;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new java.net.InetSocketAddress(address, port), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("upstream").start(this::accept);
    }

    public static RecordingUpstream start(Script script) {
        return new RecordingUpstream(Localhost.V4, 0, true, script);
    }

    public static RecordingUpstream startAt(InetAddress address, int port, Script script) {
        return new RecordingUpstream(address, port, true, script);
    }

    /** Reads heads only; the script may read bodies. */
    public static RecordingUpstream startStreaming(Script script) {
        return new RecordingUpstream(Localhost.V4, 0, false, script);
    }

    /** Answers every request with these bytes. */
    public static RecordingUpstream answering(String response) {
        return start((_, wire) -> wire.send(response));
    }

    public static RecordingUpstream ok() {
        return answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }

    public int port() {
        return listener.getLocalPort();
    }

    public List<Request> requests() {
        return requests;
    }

    public Request only() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, got " + requests);
        }
        return requests.getFirst();
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    public int openConnections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().name("upstream-connection").start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var wire = new Wire(socket, new BufferedInputStream(socket.getInputStream(), 64 * 1024),
                    socket.getOutputStream());
            for (var head = wire.readHead(); !head.isEmpty(); head = wire.readHead()) {
                var request = new Request(head, readsBodies ? wire.readBody(head) : "");
                requests.add(request);
                script.answer(request, wire);
            }
        } catch (Exception e) {
            // scripts end connections as they like, and so do clients
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One accepted connection. */
    public record Wire(Socket socket, InputStream in, OutputStream out) implements Closeable {

        public void send(String bytes) throws IOException {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** A head with its empty line, or nothing at the end of the connection. */
        public String readHead() throws IOException {
            var head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return "";
                }
                head.append((char) b);
            }
            return head.toString();
        }

        /** A body as its head frames it; a chunked one raw, with sizes and trailer. */
        public String readBody(String head) throws IOException {
            if (RawClient.fieldOf(head, "transfer-encoding").equalsIgnoreCase("chunked")) {
                return readRawChunks();
            }
            var length = RawClient.fieldOf(head, "content-length");
            return length.isEmpty() ? ""
                    : new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
        }

        private String readRawChunks() throws IOException {
            var raw = new ByteArrayOutputStream();
            while (true) {
                var line = readLine();
                raw.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                int size = Integer.parseInt(line.split(";", 2)[0], 16);
                if (size == 0) {
                    break;
                }
                raw.writeBytes(in.readNBytes(size + 2));
            }
            String line;
            do {
                line = readLine();
                raw.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            } while (!line.isEmpty());
            return raw.toString(StandardCharsets.ISO_8859_1);
        }

        public String readLine() throws IOException {
            var line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the connection ended after \"" + line + "\"");
                }
                line.append((char) b);
            }
            return line.substring(0, line.length() - 1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
