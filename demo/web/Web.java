import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves the files beside it as they were when it started. a3s restarts it when one of them changes; an open page loses
 * its {@code /live} stream, gets a new one from the next process, and reloads itself.
 */
public class Web {

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html", "style.css", "text/css", "app.js", "text/javascript");

    private final Map<String, byte[]> files = new HashMap<>();
    private final List<OutputStream> pages = new CopyOnWriteArrayList<>();
    private final String hello = "retry: 300\nevent: hello\ndata: {\"pid\":" + ProcessHandle.current().pid()
            + ",\"started\":" + System.currentTimeMillis() + "}\n\n";

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        var web = new Web();
        for (var name : TYPES.keySet()) {
            web.files.put("/" + name, load(Path.of(name)));
}
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", web::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(web::forgetClosedPages, 5, 5, TimeUnit.SECONDS);
        System.out.println("web listens on 127.0.0.1:" + port);
    }

    /** The page learns from {@code {{NAME}}} where its API is. */
    private static byte[] load(Path file) throws IOException {
        var text = Files.readString(file);
        for (var name : List.of("API_URL", "POSTCARD_URL")) {
            text = text.replace("{{" + name + "}}", System.getenv().getOrDefault(name, ""));
}
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/live")) {
            live(exchange);
            return;
        }
        var name = path.equals("/") ? "/index.html" : path;
        var file = files.get(name);
        var body = file == null ? "There is no such page.\n".getBytes(StandardCharsets.UTF_8) : file;
        var type = file == null ? "text/plain" : TYPES.get(name.substring(1));
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(file == null ? 404 : 200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
        System.out.println("web: " + exchange.getRequestMethod() + " " + path);
    }

    private void live(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        var page = exchange.getResponseBody();
        page.write(hello.getBytes(StandardCharsets.UTF_8));
        page.flush();
        pages.add(page);
    }

    private void forgetClosedPages() {
        for (var page : pages) {
            try {
                page.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                page.flush();
            } catch (IOException e) {
                pages.remove(page);
            }
        }
    }
}
