package dev.a3s.health;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.ansi.Ansi;
import dev.a3s.config.Command;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;
import dev.a3s.process.StartRefusal;

/**
 * Healthy when a command exits 0.
 *
 * <p>
 * The command's standard input is empty. Its output goes to a temporary file, of which only the last line is ever shown: a pipe
 * would have to be emptied, and something that the command left running could hold it open.
 */
public final class CommandProbe implements Probe {

    private static final Logger LOG = LoggerFactory.getLogger(CommandProbe.class);
    private static final int TAIL = 4096;

    private final Command command;
    private final Path dir;
    private final Map<String, String> environment;
    private final Duration timeout;

    /**
     * @param dir         where it runs
     * @param environment the whole of it; nothing else is passed on
     * @param timeout     after which it and all its descendants are killed
     */
    public CommandProbe(Command command, Path dir, Map<String, String> environment, Duration timeout) {
        this.command = command;
        this.dir = dir;
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    @Override
    public Result check() throws InterruptedException {
        Path output = null;
        try {
            output = Files.createTempFile("a3s-probe", null);
            return run(output);
        } catch (IOException e) {
            LOG.warn("the output of a probe cannot be kept", e);
            return unhealthy(
                    "could not be run: there is no room for its output in " + System.getProperty("java.io.tmpdir"));
        } finally {
            delete(output);
        }
    }

    private Result run(Path output) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command.argv())
                .directory(dir.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return unhealthy("could not be run: " + StartRefusal.words(e));
        }
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return unhealthy("did not end within " + Deadline.text(timeout));
            }
        } finally {
            kill(process);
        }
        int exit = process.exitValue();
        return exit == 0 ? new Healthy() : unhealthy("exited " + exit + lastLine(output));
    }

    /** Descendants are looked for before their parent is gone, since nothing names them afterwards. */
    private static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        try (var descendants = process.descendants()) {
            var all = descendants.toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Unhealthy unhealthy(String what) {
        var text = command.toString().strip();
        var shown = text.length() <= 60 && text.lines().count() == 1 ? text
                : text.lines()
                        .findFirst()
                        .map(line -> line.substring(0, Math.min(60, line.length())) + "…")
                        .orElse("");
        return new Unhealthy("`" + shown + "` " + what);
    }

    /** As {@code ": text"}; empty if it said nothing. */
    private static String lastLine(Path output) throws IOException {
        try (var file = new RandomAccessFile(output.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            var tail = new byte[TAIL];
            int length = Math.max(0, file.read(tail));
            return new String(tail, 0, length, StandardCharsets.UTF_8).lines()
                    .map(line -> Ansi.strip(line).strip())
                    .filter(line -> !line.isEmpty())
                    .reduce((_, last) -> last)
                    .map(line -> ": " + line.substring(0, Math.min(200, line.length())))
                    .orElse("");
        }
    }

    private static void delete(Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            LOG.debug("{} stays", output, e);
        }
    }
}
