import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One page with the last note of the guestbook. It sleeps until somebody looks: {@code start = "on-demand"}. */
public class Postcard {

    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>postcard</title>
            <style>
              :root { color-scheme: light dark }
              body { display: grid; place-items: center; min-height: 90vh; margin: 0 1.5rem; font: 1.1rem/1.6 system-ui }
              blockquote { font: italic 2rem/1.4 Georgia, serif; margin: 0 0 1.5rem; max-width: 26em;
                           overflow-wrap: anywhere }
              p { opacity: .7 }
            </style>
            <main><blockquote>%s</blockquote>
            <p>A moment ago this service was not running: your request started it, and waited.<br>
            Process %d stays awake until <code>a3s down</code>.</p></main>
            """;

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8090"));
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", Postcard::handle);
        server.start();
        System.out.println("postcard listens on 127.0.0.1:" + port);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        var page = String.format(PAGE, html(lastNote()), ProcessHandle.current().pid());
        var body = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String lastNote() {
        int port = Integer.parseInt(System.getenv().getOrDefault("STORE_PORT", "6380"));
        try (var socket = new Socket("127.0.0.1", port);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout(900);
            socket.getOutputStream().write("LIST notes\n".getBytes(StandardCharsets.UTF_8));
            var last = "Nobody has written anything yet.";
            for (int i = Integer.parseInt(in.readLine().substring("COUNT ".length())); i > 0; i--) {
                last = in.readLine();
}
            return last;
        } catch (IOException e) {
            return "The store does not answer.";
        }
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
