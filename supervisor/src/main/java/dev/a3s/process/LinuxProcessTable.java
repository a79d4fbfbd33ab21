package dev.a3s.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code /proc}, proc(5). */
final class LinuxProcessTable implements ProcessTable {
    /** USER_HZ: what the kernel shows to programs counts in hundredths of a second on every architecture we know. */
    private static final long TICKS_PER_SECOND = 100;
    private static final long KERNEL_THREADS = 2;
    /** Bytes: a name of 64 at most, and 50 numbers of 20 digits. */
    private static final int LONGEST_STAT = 1200;
    private static final int LAST_FIELD = 24;

    @Override
    public List<ProcessInfo> snapshot() {
        var names = Path.of("/proc").toFile().list();
        if (names == null) {
            throw new IllegalStateException("/proc cannot be read; is it mounted?");
        }
        var processes = new ArrayList<ProcessInfo>(names.length);
        for (var name : names) {
            if (Character.isDigit(name.charAt(0))) {
                stat(Long.parseLong(name)).map(Stat::process).ifPresent(processes::add);
            }
        }
        return processes;
    }

    @Override
    public Optional<ProcessInfo> find(long pid) {
        return stat(pid).map(Stat::process).map(process -> commandLine(pid).map(process::withCommand).orElse(process));
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Set<Long> carrying(String assignment, Collection<ProcessInfo> among) {
        var wanted = assignment.getBytes(StandardCharsets.UTF_8);
        var found = new HashSet<Long>();
        for (var process : among) {
            if (process.ppid() != KERNEL_THREADS && hasEntry(read(process.pid(), "environ"), wanted)) {
                found.add(process.pid());
            }
        }
        return found;
    }

    @Override
    public Map<Long, Usage> usages(Collection<Long> pids) {
        var usages = new HashMap<Long, Usage>();
        for (long pid : pids) {
            stat(pid).ifPresent(stat -> usages.put(pid, new Usage(
                    Duration.ofMillis(stat.ticks() * 1000 / TICKS_PER_SECOND), stat.pages() * Posix.pageSize())));
        }
        return usages;
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        var environment = new String(read(pid, "environ"), StandardCharsets.UTF_8);
        return Arrays.stream(environment.split("\0"))
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst();
    }

    @Override
    public String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void chase(long subreaper, long deadline) {
        Chase.below(subreaper, deadline);
    }

    private static Optional<String> commandLine(long pid) {
        var bytes = read(pid, "cmdline");
        var line = new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private record Stat(ProcessInfo process, long ticks, long pages) {}

    /** Empty when the process is gone. */
    private static Optional<Stat> stat(long pid) {
        var line = new byte[LONGEST_STAT];
        int length = 0;
        try (var in = new FileInputStream("/proc/" + pid + "/stat")) {
            length = in.read(line); // the kernel gives all of it at once
        } catch (IOException _) {
            return Optional.empty();
        }
        int open = 0;
        while (open < length && line[open] != '(') {
            open++;
        }
        int close = length - 1; // the name may hold spaces and parentheses itself
        while (close > open && line[close] != ')') {
            close--;
        }
        if (close <= open) {
            return Optional.empty();
        }
        var fields = numbers(line, close + 4, length); // behind the state, which is field 3 of proc(5)
        var process = new ProcessInfo(pid, fields[4], fields[5], fields[6], fields[22], (char) line[close + 2],
                "[" + new String(line, open + 1, close - open - 1, StandardCharsets.UTF_8) + "]");
        return Optional.of(new Stat(process, fields[14] + fields[15] + fields[16] + fields[17], fields[24]));
    }

    /** The fields from the fourth to the last that is used, each at its number in proc(5). */
    private static long[] numbers(byte[] line, int from, int length) {
        var numbers = new long[LAST_FIELD + 1];
        int at = from;
        for (int field = 4; field <= LAST_FIELD; field++) {
            boolean negative = at < length && line[at] == '-';
            if (negative) {
                at++;
            }
            long number = 0;
            for (; at < length && line[at] >= '0' && line[at] <= '9'; at++) {
                number = 10 * number + line[at] - '0';
            }
            numbers[field] = negative ? -number : number;
            at++;
        }
        return numbers;
    }

    private static boolean hasEntry(byte[] environment, byte[] entry) {
        for (int start = 0; start + entry.length <= environment.length; start++) {
            int end = start;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (Arrays.equals(environment, start, end, entry, 0, entry.length)) {
                return true;
            }
            start = end;
        }
        return false;
    }

    /** The content of a file of a process; empty if the process is gone or belongs to somebody else. */
    private static byte[] read(long pid, String file) {
        try (var in = new FileInputStream("/proc/" + pid + "/" + file)) {
            return in.readAllBytes();
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
