package dev.a3s.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on one loopback address that does with each connection what a test says, and remembers what it was sent. */
final class LineServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What to do with a connection whose request has been read. */
    interface Answer {
        void to(Socket connection) throws IOException, InterruptedException;
    }

    /** @param port zero for a free one */
    LineServer(String address, int port, Answer answer) throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    serve(server.accept(), answer);
                }
            } catch (IOException _) {
                return; // closed
            }
        });
    }

    static LineServer answering(String address, String bytes) throws IOException {
        return new LineServer(address, 0, sending(bytes));
    }

    static Answer sending(String bytes) {
        return connection -> {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    static Answer silent() {
        return _ -> {};
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    private void serve(Socket connection, Answer answer) {
        connections.add(connection);
        Thread.ofVirtual().start(() -> {
            try {
                requests.add(request(connection));
                answer.to(connection);
            } catch (IOException | InterruptedException _) {
                return; // the probe went away
            }
        });
    }

    private static String request(Socket connection) throws IOException {
        var request = new StringBuilder();
        int b;
        while (request.indexOf("\r\n\r\n") < 0 && (b = connection.getInputStream().read()) != -1) {
            request.append((char) b);
        }
        return request.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
