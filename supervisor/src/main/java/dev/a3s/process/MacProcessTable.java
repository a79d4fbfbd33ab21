package dev.a3s.process;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks ps(1) and sysctl(8). Written from the manual pages; it has not been run on macOS. The environment of programs
 * under System Integrity Protection is hidden, so their cookie is not seen.
 */
final class MacProcessTable implements ProcessTable {
    private static final Pattern ROW = Pattern.compile(
            "\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)\\s+(\\w+\\s+\\w+\\s+\\d+\\s+[\\d:]+\\s+\\d+)\\s+(.*)");
    private static final DateTimeFormatter LSTART = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    @Override
    public List<ProcessInfo> snapshot() {
        return rows("-axo", "comm=");
    }

    @Override
    public Optional<ProcessInfo> find(long pid) {
        return rows("-p" + pid + " -o", "command=").stream().findFirst();
    }

    private static List<ProcessInfo> rows(String selection, String command) {
        var arguments = new ArrayList<>(List.of("ps"));
        arguments.addAll(List.of(selection.split(" ")));
        arguments.add("pid=,ppid=,pgid=,stat=,lstart=," + command);
        var rows = new ArrayList<ProcessInfo>();
        for (var line : Tool.lines(arguments)) {
            var row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            long pid = Long.parseLong(row.group(1));
            rows.add(new ProcessInfo(pid, Long.parseLong(row.group(2)), Long.parseLong(row.group(3)),
                    Posix.session(pid), startTicks(row.group(5)), row.group(4).charAt(0), row.group(6)));
        }
        return rows;
    }

    /** What ps calls lstart, in UTC, as seconds since 1970. */
    static long startTicks(String lstart) {
        return LocalDateTime.parse(lstart.strip().replaceAll("\\s+", " "), LSTART).toEpochSecond(ZoneOffset.UTC);
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Set<Long> carrying(String assignment, Collection<ProcessInfo> among) {
        var pids = among.stream().map(ProcessInfo::pid).collect(Collectors.toSet());
        var found = new HashSet<Long>();
        for (var line : Tool.lines(List.of("ps", "-axEww", "-o", "pid=,command="))) {
            var fields = line.strip().split("\\s+", 2);
            if (fields.length == 2 && (fields[1] + " ").contains(" " + assignment + " ")
                    && pids.contains(Long.valueOf(fields[0]))) {
                found.add(Long.valueOf(fields[0]));
            }
        }
        return found;
    }

    @Override
    public Map<Long, Usage> usages(Collection<Long> pids) {
        var usages = new HashMap<Long, Usage>();
        if (pids.isEmpty()) {
            return usages;
        }
        var list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        for (var line : Tool.lines(List.of("ps", "-p", list, "-o", "pid=,time=,rss="))) {
            var fields = line.strip().split("\\s+", -1);
            usages.put(Long.valueOf(fields[0]), new Usage(time(fields[1]), Long.parseLong(fields[2]) * 1024));
        }
        return usages;
    }

    /** Environment and arguments come in one line, where a blank in a value cannot be distinguished from the end of it. */
    @Override
    public Optional<String> variable(long pid, String name) {
        return Tool.lines(List.of("ps", "-Eww", "-p", String.valueOf(pid), "-o", "command=")).stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .reduce((_, last) -> last);
    }

    /** {@code [hours:]minutes:seconds.hundredths}. */
    private static Duration time(String text) {
        double seconds = 0;
        for (var part : text.split(":", -1)) {
            seconds = seconds * 60 + Double.parseDouble(part);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** There are no subreapers. */
    @Override
    public void chase(long subreaper, long deadline) {}

    @Override
    public String bootId() {
        return String.join("", Tool.lines(List.of("sysctl", "-n", "kern.bootsessionuuid"))).strip();
    }
}
