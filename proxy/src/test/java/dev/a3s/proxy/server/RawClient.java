package dev.a3s.proxy.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.a3s.proxy.Localhost;

/** A client that sends exactly the bytes that it is given, and reads exactly what comes. ISO-8859-1 maps bytes to chars and back. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new java.io.BufferedInputStream(socket.getInputStream(), 64 * 1024);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    public static RawClient to(int port) {
        return to(Localhost.V4, port);
    }

    public static RawClient to(InetAddress address, int port) {
        try {
            return new RawClient(new Socket(address, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one message and returns everything until the other side ends the connection. */
    public static String exchange(int port, String request) {
        try (var client = to(port)) {
            return client.send(request).readAll();
        }
    }

    public RawClient send(String bytes) {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends {@code bytes} in two writes with a pause that lets the first arrive alone. */
    public RawClient sendSplit(String bytes, int at) throws InterruptedException {
        send(bytes.substring(0, at));
        Thread.sleep(2);
        return send(bytes.substring(at));
    }

    /** One response, its head and its body as they came. */
    public Response read() {
        return read(false);
    }

    /** One response to a request of method HEAD, which has no body whatever its head says. */
    public Response readToHead() {
        return read(true);
    }

    private Response read(boolean toHead) {
        try {
            var head = readHead();
            int status = Integer.parseInt(head.substring(9, 12));
            var response = new Response(head, "");
            if (toHead || status < 200 || status == 204 || status == 304) {
                return response;
            }
            if (response.field("transfer-encoding").contains("chunked")) {
                return new Response(head, readChunked());
            }
            var length = response.field("content-length");
            return new Response(head, length.isEmpty() ? readAll() : text(in.readNBytes(Integer.parseInt(length))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String readHead() {
        try {
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException(
                            "the connection ended after \"" + head.toString(StandardCharsets.ISO_8859_1) + "\"");
                }
                head.write(b);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readChunked() throws IOException {
        var content = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine().split(";", 2)[0], 16);
            if (size == 0) {
                break;
            }
            content.append(text(in.readNBytes(size)));
            readLine();
        }
        for (var line = readLine(); !line.isEmpty(); line = readLine()) {
            content.append("\n[trailer] ").append(line);
        }
        return content.toString();
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

    public String readText(int length) {
        try {
            return text(in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the end of the connection, however it ends. */
    public String readAll() {
        var all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            return all.toString(StandardCharsets.ISO_8859_1) + "[" + e.getMessage() + "]";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    public InputStream in() {
        return in;
    }

    public Socket socket() {
        return socket;
    }

    public RawClient shutdownOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public record Response(String head, String body) {

        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** The field's lines joined by comma, empty if there is none. */
        public String field(String name) {
            return fieldOf(head, name);
        }
    }

    public static String fieldOf(String head, String name) {
        var joined = new StringBuilder();
        for (var line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                joined.append(joined.isEmpty() ? "" : ", ").append(line.substring(colon + 1).strip());
            }
        }
        return joined.toString();
    }
}
