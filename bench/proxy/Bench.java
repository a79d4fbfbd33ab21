import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Loads the proxies that are named in a file ({@code name port pid} a line, ours first) case by case, in turn within each
 * round, and prints a table of medians for each case.
 */
final class Bench {
    private static final int ROUNDS = number("ROUNDS", 3);
    private static final int SECONDS = number("SECONDS_EACH", 2);
    private static final int WARM_UP = number("WARM_UP", 4);
    private static final int IDLE = number("IDLE", 5000);
    private static final Pattern CASES = Pattern.compile(System.getenv().getOrDefault("CASES", ".*"));

    private record Peer(String name, int port, ProcessTree process) {}

    /** Of one round: latencies in µs, memory in MB. */
    private record Sample(double perSecond, double cpu, double p50, double p99, double memory) {}

    private record Load(double perSecond, double count, double p50, double p99) {}

    private interface Case {
        Load run(Peer peer, int seconds) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var peers = Files.readAllLines(Path.of(args[0])).stream().map(line -> line.split(" ", -1))
                .map(word -> new Peer(word[0], Integer.parseInt(word[1]), new ProcessTree(Long.parseLong(word[2]))))
                .toList();
        var cases = new LinkedHashMap<String, Case>();
        for (int connections : List.of(1, 32)) {
            cases.put("GET 1 KB, " + connections, wrk("/small", connections, ""));
            cases.put("GET 10 KB JSON, " + connections, wrk("/body.json", connections, ""));
            cases.put("GET 10 MB, " + connections, longer(wrk("/large", connections, "")));
            cases.put("POST 10 MB, " + connections, longer(wrk("/upload", connections, args[1])));
            cases.put("WebSocket echo, " + connections,
                    (peer, seconds) -> load(LiveLoad.echo(peer.port(), connections, seconds), seconds));
        }
        cases.put("Events each 5 ms, 32", (peer, seconds) -> load(LiveLoad.events(peer.port(), 32, seconds), seconds));
        if (CASES.matcher("idle").find()) { // first: memory that other cases have made a process take would hide what these need
            idle(peers);
        }
        cases.keySet().removeIf(name -> !CASES.matcher(name).find());
        for (var peer : peers) { // the JVM's compiler costs more than the proxy while it is at work
            for (var each : cases.entrySet()) {
                measure(peer, each.getKey(), each.getValue(), peer.name().startsWith("a3s") ? WARM_UP : 1);
            }
        }
        for (var each : cases.entrySet()) {
            var samples = new LinkedHashMap<String, List<Sample>>();
            for (int round = 0; round < ROUNDS; round++) {
                for (var peer : peers) {
                    measure(peer, each.getKey(), each.getValue(), SECONDS).ifPresent(
                            sample -> samples.computeIfAbsent(peer.name(), _ -> new ArrayList<>()).add(sample));
                }
            }
            print(each.getKey(), samples);
        }
    }

    /** What takes so long that few would be over in a short round. */
    private static Case longer(Case load) {
        return (peer, seconds) -> load.run(peer, Math.max(seconds, 3));
    }

    private static java.util.Optional<Sample> measure(Peer peer, String name, Case load, int seconds)
            throws InterruptedException {
        try {
            double before = peer.process().cpuMicros();
            var result = load.run(peer, seconds);
            if (result.count() == 0) {
                throw new IOException("not one was answered in " + seconds + " s");
            }
            double cpu = (peer.process().cpuMicros() - before) / result.count();
            return java.util.Optional.of(new Sample(result.perSecond(), cpu, result.p50(), result.p99(),
                    peer.process().residentMb()));
        } catch (IOException | java.io.UncheckedIOException e) {
            System.err.println(peer.name() + " cannot do \"" + name + "\": " + e.getMessage());
            return java.util.Optional.empty();
        }
    }

    private static Load load(LiveLoad.Result result, int seconds) {
        return new Load(result.perSecond(), result.perSecond() * seconds, result.quantile(0.5), result.quantile(0.99));
    }

    private static Case wrk(String path, int connections, String script) {
        return (peer, seconds) -> {
            var command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency",
                    "--timeout", "10s", "-H", "Host: " + (script.isEmpty() ? "web" : "live") + ".localhost"));
            if (!script.isEmpty()) {
                command.addAll(List.of("-s", script));
            }
            command.add("http://127.0.0.1:" + peer.port() + path);
            var wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            var text = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            wrk.waitFor();
            if (text.contains("Non-2xx") || text.contains("Socket errors")) {
                System.err.println(peer.name() + " " + path + ": " + text.lines()
                        .filter(line -> line.contains("Non-2xx") || line.contains("Socket errors"))
                        .map(String::strip)
                        .toList());
            }
            return new Load(Double.parseDouble(found(text, "Requests/sec:\\s+(\\S+)")),
                    Double.parseDouble(found(text, "(\\d+) requests in")), micros(found(text, "(?m)^\\s+50%\\s+(\\S+)")),
                    micros(found(text, "(?m)^\\s+99%\\s+(\\S+)")));
        };
    }

    private static String found(String text, String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException(text);
        }
        return matcher.group(1);
    }

    private static double micros(String time) {
        double value = Double.parseDouble(time.replaceAll("[a-z]+", ""));
        return time.endsWith("us") ? value : time.endsWith("ms") ? value * 1000 : value * 1_000_000;
    }

    private static void idle(List<Peer> peers) throws IOException, InterruptedException {
        System.out.printf("%n%,d idle WebSockets: resident memory and CPU while they idle%n%n", IDLE);
        System.out.println("| | KB each | ratio | CPU ms/s |\n| --- | ---: | ---: | ---: |");
        double ours = 0;
        for (var peer : peers) {
            double before = peer.process().residentMb();
            try (var _ = LiveLoad.idle(peer.port(), IDLE)) {
                Thread.sleep(1000);
                double each = (peer.process().residentMb() - before) * 1024 / IDLE;
                ours = ours == 0 ? each : ours;
                double cpu = peer.process().cpuMicros();
                Thread.sleep(2000);
                System.out.printf(Locale.ROOT, "| %s | %.1f | %.2f | %.1f |%n", peer.name(), each, each / ours,
                        (peer.process().cpuMicros() - cpu) / 2000);
            } catch (java.io.UncheckedIOException e) {
                System.out.printf("| %s | cannot: %s | | |%n", peer.name(), e.getMessage());
            }
            Thread.sleep(1000);
        }
    }

    private static void print(String name, Map<String, List<Sample>> samples) {
        System.out.printf("%n%s connection(s)%n%n", name);
        System.out.println("| | /s | CPU µs each | p50 µs | p99 µs | RSS MB |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        var ours = samples.getOrDefault("a3s", List.of());
        samples.forEach((peer, all) -> System.out.printf("| %s | %s | %s | %s | %s | %s |%n", peer,
                cell(all, ours, Sample::perSecond), cell(all, ours, Sample::cpu), cell(all, ours, Sample::p50),
                cell(all, ours, Sample::p99), cell(all, ours, Sample::memory)));
    }

    private static String cell(List<Sample> all, List<Sample> ours, ToDoubleFunction<Sample> figure) {
        double value = median(all, figure);
        var text = value < 100 ? "%.1f".formatted(value) : "%,.0f".formatted(value);
        return all == ours || ours.isEmpty() ? text : text + " (%.2f)".formatted(value / median(ours, figure));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        var sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static int number(String name, int or) {
        return Integer.parseInt(System.getenv().getOrDefault(name, Integer.toString(or)));
    }
}
