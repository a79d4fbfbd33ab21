import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A key-value server in memory. One command a line, one answer a line:
 *
 * <pre>
 * GET key         VALUE text | NONE
 * SET key text    OK
 * INCR key        VALUE number
 * PUSH key text   VALUE length
 * LIST key        COUNT n, then n lines
 * INFO            VALUE pid started-millis keys
 * </pre>
 *
 * It forgets everything when it ends.
 */
public class Store {

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, List<String>> lists = new TreeMap<>();
    private final long started = System.currentTimeMillis();

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "6380"));
        var store = new Store();
        try (var server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
            System.out.println("store listens on 127.0.0.1:" + port);
            while (true) {
                var socket = server.accept();
                var thread = new Thread(() -> store.serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(socket.getOutputStream(), false, StandardCharsets.UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.print(answer(line) + "\n");
                out.flush();
            }
        } catch (IOException e) {
            System.err.println("store: a client went away: " + e.getMessage());
        }
    }

    private synchronized String answer(String line) {
        var words = line.split(" ", 3);
        var key = words.length > 1 ? words[1] : "";
        var text = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "GET":
                return values.containsKey(key) ? "VALUE " + values.get(key) : "NONE";
            case "SET":
                values.put(key, text);
                return "OK";
            case "INCR":
                var number = Long.toString(Long.parseLong(values.getOrDefault(key, "0")) + 1);
                values.put(key, number);
                System.out.println("store: " + key + " is now " + number);
                return "VALUE " + number;
            case "PUSH":
                var list = lists.computeIfAbsent(key, k -> new ArrayList<>());
                list.add(text);
                if (list.size() > 100) {
                    list.remove(0);
}
                System.out.println("store: " + key + " has " + list.size() + " entries");
                return "VALUE " + list.size();
            case "LIST":
                var entries = lists.getOrDefault(key, List.of());
                return "COUNT " + entries.size() + (entries.isEmpty() ? "" : "\n" + String.join("\n", entries));
            case "INFO":
                return "VALUE " + ProcessHandle.current().pid() + " " + started + " " + (values.size() + lists.size());
            default:
                return "ERROR unknown command " + words[0];
        }
    }
}
