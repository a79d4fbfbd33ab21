import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The demo's API. What it knows is in the store; it holds nothing but the open feeds.
 *
 * <pre>
 * GET  /health    200 while the store answers, else 503
 * GET  /counter   {"counter":7}       POST /counter  counts one up
 * GET  /notes     {"notes":["…"]}     POST /notes    adds the body, plain text
 * GET  /events    server-sent events: state (everything, on each change), pulse (every second)
 * </pre>
 */
public class Api {

    private static final int LONGEST_NOTE = 200;

    private final int storePort = Integer.parseInt(System.getenv().getOrDefault("STORE_PORT", "6380"));
    private final String webOrigin = System.getenv().getOrDefault("WEB_ORIGIN", "http://web.localhost:7080");
    private final long started = System.currentTimeMillis();
    private final List<OutputStream> feeds = new CopyOnWriteArrayList<>();

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8000"));
        var api = new Api();
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", api::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(() -> api.publish(api.pulse()), 1, 1,
                TimeUnit.SECONDS);
        System.out.println("api listens on 127.0.0.1:" + port + ", its store is at port " + api.storePort);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", webOrigin);
        exchange.getResponseHeaders().set("Vary", "Origin");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try {
            switch (request) {
                case "GET /health" -> health(exchange);
                case "GET /counter" -> answer(exchange, 200, "{" + counter() + "}");
                case "POST /counter" -> {
                    ask("INCR counter");
                    changed(exchange, request);
                }
                case "GET /notes" -> answer(exchange, 200, "{" + notes() + "}");
                case "POST /notes" -> {
                    var note = note(exchange);
                    if (note.isEmpty()) {
                        answer(exchange, 400, "{\"error\":\"an empty note\"}");
                    } else {
                        ask("PUSH notes " + note);
                        changed(exchange, request);
                    }
                }
                case "GET /events" -> openFeed(exchange);
                default -> {
                    if (exchange.getRequestMethod().equals("OPTIONS")) {
                        preflight(exchange);
} else {
                        answer(exchange, 404, "{\"error\":\"no " + json(request) + " here\"}");
}
                }
            }
        } catch (IOException e) {
            System.err.println("api: " + request + " failed: " + e.getMessage());
            answer(exchange, 502, "{\"error\":\"the store does not answer\"}");
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        try {
            ask("INFO");
            answer(exchange, 200, "{\"store\":\"answers\"}");
        } catch (IOException e) {
            answer(exchange, 503, "{\"store\":\"" + json(String.valueOf(e.getMessage())) + "\"}");
        }
    }

    private void changed(HttpExchange exchange, String request) throws IOException {
        System.out.println("api: " + request);
        var state = state();
        answer(exchange, 200, state);
        publish("event: state\ndata: " + state + "\n\n");
    }

    private static String note(HttpExchange exchange) throws IOException {
        var text = new String(exchange.getRequestBody().readNBytes(4 * LONGEST_NOTE), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ").strip();
        return text.substring(0, Math.min(LONGEST_NOTE, text.length()));
    }

    /** Browsers ask first where a page of one origin sends another one more than a simple request. */
    private static void preflight(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "GET, POST");
        exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "Content-Type");
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    // the feed

    private void openFeed(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        var feed = exchange.getResponseBody();
        send(feed, "retry: 500\nevent: state\ndata: " + state() + "\n\n");
        feeds.add(feed);
        send(feed, pulse());
    }

    /** How the processes are; without the store's part while the store does not answer. */
    private String pulse() {
        var own = "\"api\":{\"pid\":" + ProcessHandle.current().pid() + ",\"started\":" + started + ",\"pages\":"
                + feeds.size() + "}";
        var stores = "";
        try {
            var info = ask("INFO").get(0).split(" ");
            stores = ",\"store\":{\"pid\":" + info[0] + ",\"started\":" + info[1] + "}";
        } catch (IOException e) {
            System.err.println("api: no store at port " + storePort + ": " + e.getMessage());
        }
        return "event: pulse\ndata: {" + own + stores + "}\n\n";
    }

    private void publish(String event) {
        for (var feed : feeds) {
            try {
                send(feed, event);
            } catch (IOException e) {
                feeds.remove(feed); // its page was closed
            }
        }
    }

    private static void send(OutputStream feed, String event) throws IOException {
        synchronized (feed) {
            feed.write(event.getBytes(StandardCharsets.UTF_8));
            feed.flush();
        }
    }

    // what the store holds

    private String state() throws IOException {
        return "{" + counter() + "," + notes() + "}";
    }

    private String counter() throws IOException {
        var value = ask("GET counter");
        return "\"counter\":" + (value.isEmpty() ? "0" : value.get(0));
    }

    private String notes() throws IOException {
        return ask("LIST notes").stream().map(note -> "\"" + json(note) + "\"")
                .collect(Collectors.joining(",", "\"notes\":[", "]"));
    }

    /** One connection a question: simple, and a restarted store is found again by itself. */
    private List<String> ask(String command) throws IOException {
        try (var socket = new Socket("127.0.0.1", storePort)) {
            socket.setSoTimeout(900);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            var first = String.valueOf(in.readLine()).split(" ", 2);
            switch (first[0]) {
                case "VALUE":
                    return List.of(first[1]);
                case "COUNT":
                    var lines = new ArrayList<String>();
                    for (int i = Integer.parseInt(first[1]); i > 0; i--) {
                        lines.add(in.readLine());
}
                    return lines;
                case "NONE", "OK":
                    return List.of();
                default:
                    throw new IOException("the store said " + String.join(" ", first));
            }
        }
    }

    private static String json(String text) {
        var escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
} else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
} else {
                escaped.append(c);
}
        }
        return escaped.toString();
    }
}
