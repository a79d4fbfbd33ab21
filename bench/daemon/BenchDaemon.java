import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches processes side by side: {@code java BenchDaemon.java SECONDS NAME=PID…} prints what each used of a core
 * meanwhile, children left out, and its resident memory at the end. The first is what the others are compared with. Linux.
 */
final class BenchDaemon {
    private static final double TICKS_PER_SECOND = 100; // of proc(5)

    private record Watched(String name, String pid, long ticks) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(args[0]);
        var watched = new ArrayList<Watched>();
        for (var named : List.of(args).subList(1, args.length)) {
            var pid = named.substring(named.lastIndexOf('=') + 1);
            watched.add(new Watched(named.substring(0, named.lastIndexOf('=')), pid, ticks(pid)));
        }
        long begun = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        double passed = (System.nanoTime() - begun) / 1e9;
        System.out.printf("| idle for %d s, 20 services | CPU %% of a core | RSS MB | of it anonymous | CPU / %s | RSS / %s |%n",
                seconds, watched.getFirst().name(), watched.getFirst().name());
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        double firstCpu = 0;
        double firstMb = 0;
        for (var process : watched) {
            double cpu = 100 * (ticks(process.pid()) - process.ticks()) / TICKS_PER_SECOND / passed;
            double mb = mb(process.pid(), "VmRSS");
            if (process.equals(watched.getFirst())) {
                firstCpu = cpu;
                firstMb = mb;
            }
            System.out.printf("| %s | %.2f | %.1f | %.1f | %.2f | %.2f |%n", process.name(), cpu, mb,
                    mb(process.pid(), "RssAnon"), cpu / firstCpu, mb / firstMb);
        }
    }

    private static long ticks(String pid) throws IOException {
        var stat = read(pid, "stat");
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static double mb(String pid, String field) throws IOException {
        return Long.parseLong(read(pid, "status").replaceFirst("(?s).*" + field + ":\\s+(\\d+) kB.*", "$1")) / 1024.0;
    }

    private static String read(String pid, String file) throws IOException {
        return Files.readString(Path.of("/proc", pid, file), StandardCharsets.ISO_8859_1);
    }
}
