package dev.a3s.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpServer;

/**
 * A real service for tests, run as its own JVM: {@code http} answers every request with its pid, its arguments and a
 * file's content, {@code tcp} accepts connections, {@code wire} is a {@link WireService}. Listens on {@code PORT}, says so on standard output.
 */
final class TestService {
    private TestService() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        System.out.println(args[0] + " on " + port + " as " + ProcessHandle.current().pid());
        switch (args[0]) {
            case "http" -> http(port, args.length > 1 ? args[1] : "");
            case "tcp" -> tcp(port);
            case "wire" -> WireService.serve(port, Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void http(int port, String file) throws IOException {
        var content = file.isEmpty() ? "" : Files.readString(Path.of(file));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            System.out.println(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            var body = (ProcessHandle.current().pid() + " " + content).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.createContext("/exit", exchange -> System.exit(Integer.parseInt(exchange.getRequestURI().getQuery())));
        server.start();
    }

    private static void tcp(int port) throws IOException {
        try (var listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (var connection = listener.accept()) {
                    connection.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
