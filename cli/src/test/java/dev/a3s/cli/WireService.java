package dev.a3s.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A server that does nothing for its clients when it is asked to end: whatever it is doing then is lost. Answers with its
 * pid after as many milliseconds as the target's query says, notes the first word of each POST in a file, echoes WebSocket
 * frames of up to 125 bytes, and ends like a crash on a POST to {@code /exit}. To a GET of {@code /poll} it answers once there is a
 * file {@code go}; {@code /download} takes 6.5 s, {@code /idle} and {@code /events} begin and go no further.
 */
final class WireService {
    private static final String PID = Long.toString(ProcessHandle.current().pid());

    private final Path notes;

    private WireService(Path notes) {
        this.notes = notes;
    }

    static void serve(int port, Path notes) throws IOException {
        var service = new WireService(notes);
        try (var listener = new ServerSocket(port, 200, InetAddress.getLoopbackAddress())) {
            while (true) {
                var connection = listener.accept();
                Thread.ofVirtual().start(() -> service.serve(connection));
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                var request = line(in).split(" ", -1);
                answer(request[0], request[1], fields(in), in, connection.getOutputStream());
            }
        } catch (SocketException | EOFException e) {
            return; // the client has gone
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            System.err.println(e);
        }
    }

    private void answer(String method, String target, Map<String, String> fields, InputStream in, OutputStream out)
            throws IOException, GeneralSecurityException, InterruptedException {
        var body = in.readNBytes(Integer.parseInt(fields.getOrDefault("content-length", "0")));
        if (fields.containsKey("sec-websocket-key")) {
            echo(fields.get("sec-websocket-key"), in, out);
            return;
        }
        if (method.equals("GET") && !target.startsWith("/?")) {
            stream(target, in, out);
            return;
        }
        if (method.equals("POST") && target.equals("/exit")) {
            Runtime.getRuntime().halt(7);
        }
        if (method.equals("POST")) {
            note(new String(body, StandardCharsets.US_ASCII).split(" ", 2)[0]);
        }
        int query = target.indexOf('?');
        if (query >= 0) {
            Thread.sleep(Long.parseLong(target.substring(query + 1)));
        }
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: " + PID.length() + "\r\n\r\n" + PID);
    }

    private void stream(String target, InputStream in, OutputStream out) throws IOException, InterruptedException {
        switch (target) {
            case "/poll" -> {
                note("poll");
                while (!Files.exists(notes.resolveSibling("go"))) {
                    Thread.sleep(20);
                }
                send(out, "HTTP/1.1 200 OK\r\nContent-Length: " + PID.length() + "\r\n\r\n" + PID);
            }
            case "/download" -> {
                send(out, "HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n");
                for (int sent = 0; sent < 65; sent++) {
                    Thread.sleep(100);
                    send(out, "x");
                }
            }
            case "/idle" -> {
                send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n");
                in.read();
            }
            case "/events" -> {
                send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
                in.read();
            }
            default -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: " + PID.length() + "\r\n\r\n" + PID);
        }
    }

    private void note(String what) throws IOException {
        Files.writeString(notes, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void echo(String key, InputStream in, OutputStream out)
            throws IOException, GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        send(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
        while (true) {
            var head = exactly(in, 6);
            var payload = exactly(in, head[1] & 0x7f);
            var frame = new byte[2 + payload.length];
            frame[0] = head[0];
            frame[1] = (byte) payload.length;
            for (int i = 0; i < payload.length; i++) {
                frame[2 + i] = (byte) (payload[i] ^ head[2 + i % 4]);
            }
            out.write(frame);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** The header fields up to the empty line, by their names in lower case. */
    static Map<String, String> fields(InputStream in) throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var field = line.split(": *", 2);
            fields.put(field[0].toLowerCase(java.util.Locale.ROOT), field[1]);
        }
        return fields;
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended" + (line.isEmpty() ? "" : " after " + line));
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
