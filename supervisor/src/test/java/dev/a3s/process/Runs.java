package dev.a3s.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Launches into a temporary directory and ends, when closed, all that a test started. */
final class Runs implements AutoCloseable {
    static final Duration NO_GRACE = Duration.ZERO;
    static final Duration LONG = Duration.ofSeconds(20);

    private final Path dir;
    private final List<ServiceProcess> started = new ArrayList<>();

    Runs(Path dir) {
        this.dir = dir;
    }

    ServiceProcess sh(String script) {
        return launch(launch(List.of("sh", "-c", script), Map.of(), Launch.Stdin.OPEN));
    }

    ServiceProcess launch(Launch launch) {
        var process = ServiceProcess.launch(launch);
        started.add(process);
        return process;
    }

    Launch launch(List<String> argv, Map<String, String> more, Launch.Stdin stdin) {
        var environment = new HashMap<>(System.getenv());
        environment.putAll(more);
        return new Launch(dir.resolve("run-" + System.nanoTime()), argv, dir, environment, stdin, out(), err());
    }

    Path out() {
        return dir.resolve("out.log");
    }

    Path err() {
        return dir.resolve("err.log");
    }

    String output() {
        try {
            return Files.readString(out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StopReport stop(ServiceProcess process, Duration grace) {
        return process.stop("SIGTERM", grace, _ -> false);
    }

    @Override
    public void close() {
        for (var process : started) {
            process.killNow();
            stop(process, NO_GRACE);
        }
    }
}
