package dev.a3s.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    private final LoopbackPort loopback;
    private final Attempt.Question question;

    /**
     * @param port    1 to 65535
     * @param path    with its query, begins with {@code /}
     * @param wanted  the healthy statuses
     * @param timeout from connecting to the status line, for both addresses together
     */
    public HttpProbe(int port, String path, StatusRange wanted, Duration timeout) {
        this(port, path, wanted, "localhost", Map.of(), timeout);
    }

    /**
     * A probe that asks for another name than {@code localhost}, or sends more.
     *
     * @param host    of the URL, without a port
     * @param headers further fields of the request, which win over those that every probe sends
     */
    public HttpProbe(int port, String path, StatusRange wanted, String host, Map<String, String> headers,
            Duration timeout) {
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("not a request path: " + path);
        }
        this.loopback = new LoopbackPort(port, timeout);
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(Map.of("User-Agent", "a3s-health", "Accept", "*/*", "Connection", "close"));
        fields.putAll(headers);
        var authority = Optional.ofNullable(fields.remove("Host")).orElse(host + ":" + port);
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        fields.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        this.question = new Get("GET http://" + host + ":" + port + path, request.append("\r\n").toString(), wanted);
    }

    @Override
    public Result check() throws InterruptedException {
        return loopback.ask(question);
    }

    private record Get(String text, String request, StatusRange wanted) implements Attempt.Question {

        @Override
        public Result judge(byte[] answer, int length, boolean ended) {
            return StatusLine.in(answer, length, ended).map(this::judge).orElse(null);
        }

        private Result judge(StatusLine line) {
            int status = line.status();
            if (line.line().isEmpty()) {
                return unhealthy("the connection was closed without an answer");
            }
            if (status < 0) {
                return unhealthy("the answer is not HTTP: \"" + shown(line.line()) + "\"");
            }
            return wanted.contains(status) ? new Healthy() : unhealthy(status + ", expected " + expected());
        }

        private Unhealthy unhealthy(String what) {
            return new Unhealthy(text + ": " + what);
        }

        private String expected() {
            return wanted.first() == wanted.last() ? "" + wanted.first() : wanted.first() + "-" + wanted.last();
        }

        private static String shown(String line) {
            var printable = line.replaceAll("[^ -~]", "?");
            return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
        }
    }
}
