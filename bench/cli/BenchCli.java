import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times commands in turn, so that what else the machine does meets all alike: {@code java BenchCli.java ROUNDS COMMAND…};
 * the first is what the others are compared with. {@code java BenchCli.java port} prints a free port.
 */
final class BenchCli {
    private static final int WARM_UP = 3;
    private static final double TICKS_PER_SECOND = 100; // of proc(5)

    private record Run(double wallMs, double cpuMs) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("port")) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.out.println(socket.getLocalPort());
            }
            return;
        }
        int rounds = Integer.parseInt(args[0]);
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (var command : Arrays.copyOfRange(args, 1, args.length)) {
                var run = time(command);
                if (round >= 0) {
                    runs.computeIfAbsent(command, _ -> new ArrayList<>()).add(run);
}
            }
}
        var base = runs.get(args[1]);
        System.out.printf("%d rounds, interleaved%n%n| | median ms | min ms | CPU ms | median / node | min / node |%n"
                + "| --- | ---: | ---: | ---: | ---: | ---: |%n", rounds);
        runs.forEach((command, of) -> System.out.printf("| `%s` | %.1f | %.1f | %.1f | %.2f | %.2f |%n",
                command.replaceAll("/\\S*/target/a3s/bin/a3s", "packaged a3s").replaceAll("/\\S*/a3s", "./a3s"),
                median(of), min(of), cpu(of), median(of) / median(base), min(of) / min(base)));
    }

    private static Run time(String command) throws IOException, InterruptedException {
        // The paths of a checkout may have blanks in them, the arguments have none.
        int end = command.lastIndexOf('/');
        int blank = command.indexOf(' ', Math.max(end, 0));
        var words = new ArrayList<>(List.of(command.substring(0, blank)));
        words.addAll(List.of(command.substring(blank + 1).split(" ")));
        var builder = new ProcessBuilder(words).redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        long cpu = childTicks();
        long begun = System.nanoTime();
        int exit = builder.start().waitFor();
        double wall = (System.nanoTime() - begun) / 1e6;
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit);
}
        return new Run(wall, (childTicks() - cpu) * 1000 / TICKS_PER_SECOND);
    }

    /** What ended children have used; 0 where there is no /proc. */
    private static long childTicks() throws IOException {
        var stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return 0;
}
        var line = Files.readString(stat);
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }

    private static double median(List<Run> runs) {
        var sorted = runs.stream().mapToDouble(Run::wallMs).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double min(List<Run> runs) {
        return runs.stream().mapToDouble(Run::wallMs).min().orElseThrow();
    }

    private static double cpu(List<Run> runs) {
        return runs.stream().mapToDouble(Run::cpuMs).average().orElseThrow();
    }
}
