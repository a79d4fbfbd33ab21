import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process and what descends from it, as Linux counts them. */
record ProcessTree(long root) {
    private static final double TICK_MICROS = 10_000;

    /** User and system time so far, in µs; exact to 10 ms a process. */
    double cpuMicros() throws IOException {
        double ticks = 0;
        for (var pid : members()) {
            var stat = read(pid, "stat");
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks * TICK_MICROS;
    }

    /** Resident memory in MB. */
    double residentMb() throws IOException {
        double kb = 0;
        for (var pid : members()) {
            kb += Long.parseLong(read(pid, "status").replaceFirst("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1"));
        }
        return kb / 1024;
    }

    private List<Long> members() throws IOException {
        var members = new ArrayList<>(List.of(root));
        for (int i = 0; i < members.size(); i++) {
            try (var tasks = Files.list(Path.of("/proc/" + members.get(i) + "/task"))) {
                for (var task : tasks.toList()) {
                    for (var child : Files.readString(task.resolve("children")).split(" ", -1)) {
                        if (!child.isEmpty()) {
                            members.add(Long.parseLong(child));
                        }
                    }
                }
            }
        }
        return members;
    }

    private static String read(long pid, String file) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
    }
}
