package dev.a3s.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import dev.a3s.config.InitStep;
import dev.a3s.json.Json;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.ServiceLog;
import dev.a3s.process.Exit;
import dev.a3s.process.Launch;
import dev.a3s.process.LaunchFailed;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.RunnerContext;
import dev.a3s.status.Notice;

/**
 * Runs the {@code init} steps, one after the other, before anything starts. Their output goes to the log named
 * {@value #LOG}. A step with inputs is skipped while the step and the content of its inputs are as they were when it last
 * succeeded; a step without inputs runs each time a session is created, and when a running session's file has changed it.
 * Works on its caller's thread.
 */
final class Initialisation {
    /** The name of the log of all steps. */
    static final String LOG = "init";
    /** How many of a failed step's last lines its failure shows. */
    private static final int LINES = 10;
    /** How many of the lines before these it shows that look like errors: the first ones, which the others follow from. */
    private static final int ERRORS = 5;
    private static final int SEARCHED = 5_000;
    private static final Pattern ERROR = Pattern.compile("(?i)\\b(error|fatal|failed|exception|cannot|panic)\\b|ERR!");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RunnerContext around;
    private final UnaryOperator<Map<String, String>> environment;
    private final CompletableFuture<Void> ending;
    private final Path memory;
    private final Map<String, String> succeeded;

    /** What each step looked like when it last succeeded. */
    private record Memory(Map<String, String> succeeded) {}

    /**
     * @param memory      the file that keeps what steps looked like
     * @param around      has the steps' log and directories
     * @param environment makes a step's whole environment of the variables that the step itself sets
     * @param ending      completes when the session ends; then the step that runs is stopped
     */
    Initialisation(Path memory, RunnerContext around, UnaryOperator<Map<String, String>> environment,
            CompletableFuture<Void> ending) {
        this.around = around;
        this.environment = environment;
        this.ending = ending;
        this.memory = memory;
        this.succeeded = read(memory);
    }

    /**
     * Runs the steps that must run.
     *
     * @param created whether the session is new
     * @param notices gets one for each step
     * @throws InitFailed after the first step that fails
     */
    void run(List<InitStep> steps, boolean created, Consumer<Notice> notices) {
        for (var step : steps) {
            var fingerprint = fingerprint(step);
            boolean unchanged = fingerprint.equals(succeeded.get(step.name()));
            boolean skipped = unchanged && !(created && step.inputs().isEmpty());
            if (skipped) {
                notices.accept(new Notice.StepSkipped(step.name(), !step.inputs().isEmpty()));
                continue;
            }
            notices.accept(new Notice.StepRuns(step.name(), step.command().toString()));
            var consequence = InitFailed.consequence(created);
            var exit = run(step, consequence);
            if (!exit.success()) {
                forget(step.name());
                throw new InitFailed("init step \"" + step.name() + "\" " + exit.describe() + consequence, said());
            }
            remember(step.name(), fingerprint);
        }
    }

    private Exit run(InitStep step, String consequence) {
        var log = around.log(LOG);
        log.note(step.name() + ": " + step.command());
        var process = launch(step, log, consequence);
        try {
            Exit stopped = new Exit.Unknown("it was stopped");
            var exit = process.exit().applyToEither(ending.thenApply(_ -> stopped), how -> how).join();
            log.drain();
            log.note(step.name() + ": " + exit.describe());
            return exit;
        } finally {
            process.stop("SIGTERM", GRACE, _ -> false);
            ServiceProcess.discard(process.runDir());
        }
    }

    private ServiceProcess launch(InitStep step, ServiceLog log, String consequence) {
        try {
            return ServiceProcess.launch(new Launch(around.newRunDir(LOG), step.command().argv(),
                    step.dir(), environment.apply(step.env()), Launch.Stdin.EMPTY, log.stdout(), log.stderr()));
        } catch (LaunchFailed e) {
            log.note(step.name() + ": " + e.getMessage());
            throw new InitFailed("init step \"" + step.name() + "\": " + e.getMessage() + consequence);
        }
    }

    /** What the latest step wrote, between the notes of its start and of its end. */
    private List<String> written() {
        var lines = new ArrayDeque<String>();
        var all = around.log(LOG).excerpt(SEARCHED);
        for (var line : all.subList(0, Math.max(0, all.size() - 1)).reversed()) {
            if (line.stream() == LogLine.Stream.NOTE) {
                break;
            }
            lines.addFirst(line.plain());
        }
        return List.copyOf(lines);
    }

    /** The lines of the latest step that say why it failed. */
    private InitFailed.Said said() {
        var all = written();
        int last = Math.max(0, all.size() - LINES);
        return new InitFailed.Said(LOG,
                all.subList(0, last).stream().filter(line -> ERROR.matcher(line).find()).limit(ERRORS).toList(),
                all.subList(last, all.size()));
    }

    private void remember(String step, String fingerprint) {
        succeeded.put(step, fingerprint);
        write();
    }

    private void forget(String step) {
        if (succeeded.remove(step) != null) {
            write();
        }
    }

    private void write() {
        try {
            Files.writeString(memory, Json.line(new Memory(succeeded), Memory.class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + memory, e);
        }
    }

    private static Map<String, String> read(Path file) {
        try {
            return new TreeMap<>(Json.read(Files.readString(file), Memory.class).succeeded());
        } catch (IOException | Json.Malformed e) {
            return new TreeMap<>();
        }
    }

    private static String fingerprint(InitStep step) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(step.toString().getBytes(StandardCharsets.UTF_8));
            for (var input : step.inputs()) {
                digest.update(content(input));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] content(Path input) {
        try {
            return Files.readAllBytes(input);
        } catch (NoSuchFileException e) {
            return "missing".getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InitFailed("init input " + input + " cannot be read: " + e.getMessage());
        }
    }
}
