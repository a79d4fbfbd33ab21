package dev.a3s.cli.daemon;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;

/** {@code a3s daemon logs}: the daemon's own log, read from its file, so that it can be read when none runs. */
@Command(name = "logs", description = "Show the daemon's own log, also when none runs.",
        footerHeading = "%nExample:%n", footer = {"  a3s daemon logs", "  a3s daemon logs -f -n 5"})
final class DaemonLogsCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Console console;
    private final Path file = DaemonClient.ofUser().home().daemonLog();

    @Option(names = {"-f", "--follow"}, description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", defaultValue = "50",
            description = "How many of the last lines; default ${DEFAULT-VALUE}.")
    private int lines;

    DaemonLogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 0) {
            throw new Failure(ExitCode.WRONG, "-n takes a number from 0 on, not " + lines);
        }
        if (!follow && !Files.exists(file)) {
            console.say("no daemon has run yet: there is no " + file);
            return ExitCode.DONE;
        }
        long read = showLast();
        while (follow) {
            long size = Files.exists(file) ? Files.size(file) : 0;
            read = showFrom(size < read ? 0 : read); // a file that is shorter than before was rolled
            Thread.sleep(LOOK_AGAIN);
        }
        return ExitCode.DONE;
    }

    private long showLast() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long size = Files.size(file);
        var last = new ArrayDeque<String>();
        try (var reader = Files.newBufferedReader(file)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                last.add(line);
                if (last.size() > lines) {
                    last.remove();
                }
            }
        }
        last.forEach(console::print);
        return size;
    }

    /** Whole lines only; returns where the rest begins. */
    private long showFrom(long position) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= position) {
            return position;
        }
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            var bytes = new byte[(int) Math.min(1 << 20, log.length() - position)];
            log.seek(position);
            log.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (end > 0) {
                console.print(new String(bytes, 0, end - 1, StandardCharsets.UTF_8));
            }
            return position + end;
        }
    }
}
