package dev.a3s.health;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.a3s.config.HealthSpec.StatusRange;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

/**
 * Healthy when a GET is answered with a wanted status on 127.0.0.1 or ::1.
 *
 * <p>
 * The request is written by hand and the answer read up to its status line (RFC 9112 §4), past any interim response
 * (RFC 9110 §15.2). A redirect is an answer like any other: what it points to may be another service.
 */
public final class HttpProbe implements Probe {

    private final Loopback loopback;
    private final StatusRange wanted;
    private final String asked;
    private final byte[] request;

    /**
     * @param port    1 to 65535
     * @param path    with its query, begins with {@code /}
     * @param wanted  the healthy statuses
     * @param timeout from connecting to the status line, for both addresses together
     */
    public HttpProbe(int port, String path, StatusRange wanted, Duration timeout) {
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7f))
            throw new IllegalArgumentException("not a request path: " + path);
        this.wanted = wanted;
        this.asked = "GET http://localhost:" + port + path;
        this.loopback = new Loopback(port, asked, timeout);
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUser-Agent: a3s-health\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Result check() throws InterruptedException {
        return loopback.ask(this::get);
    }

    private Result get(Socket socket, Deadline deadline) throws IOException {
        socket.getOutputStream().write(request);
        var head = new ResponseHead(socket, deadline);
        var line = head.line();
        var status = status(line);
        while (status >= 100 && status < 200 && status != 101) {
            head.skipFields();
            line = head.line();
            status = status(line);
        }
        if (line.isEmpty())
            return unhealthy("the connection was closed without an answer");
        if (status < 0)
            return unhealthy("the answer is not HTTP: \"" + shown(line) + "\"");
        if (!wanted.contains(status))
            return unhealthy(status + ", expected " + expected());
        return new Healthy();
    }

    private Unhealthy unhealthy(String what) {
        return new Unhealthy(asked + ": " + what);
    }

    private String expected() {
        return wanted.first() == wanted.last() ? "" + wanted.first() : wanted.first() + "-" + wanted.last();
    }

    /** The status code of {@code HTTP/1.x nnn …}, or -1. */
    private static int status(String line) {
        return line.matches("HTTP/1\\.[0-9] [1-9][0-9]{2}( .*)?") ? Integer.parseInt(line.substring(9, 12)) : -1;
    }

    private static String shown(String line) {
        var printable = line.replaceAll("[^ -~]", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
