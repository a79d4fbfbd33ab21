package dev.a3s.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.Command;
import dev.a3s.config.HealthSpec;
import dev.a3s.config.ServiceSpec;
import dev.a3s.health.HealthChecker;
import dev.a3s.health.LogProbe;
import dev.a3s.health.Probe;
import dev.a3s.health.Probes;
import dev.a3s.process.FreePorts;
import dev.a3s.process.ServiceProcess;
import dev.a3s.process.StopReport;

/**
 * One launch of a service: its process, the probe that watches it, and the specification that it was launched with,
 * which also says how to stop it. Tells its runner when the command ends and what the probe finds.
 */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    /** How long the port of a service whose processes are all gone may take to be free again. */
    private static final Duration PORT_RELEASE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ServiceSpec spec;
    private final ServiceProcess process;
    private final Surroundings around;
    private Optional<HealthChecker> checker = Optional.empty();
    private Optional<LogFeed> feed = Optional.empty();

    public Run(ServiceSpec spec, ServiceProcess process, Surroundings around) {
        this.spec = spec;
        this.process = process;
        this.around = around;
    }

    public ServiceSpec spec() {
        return spec;
    }

    public ServiceProcess process() {
        return process;
    }

    /** Begins to tell {@code runner} of the command's end and of each probe's result. Called once, by the runner. */
    void report(Consumer<ServiceSignal> runner) {
        var _ = process.exit().thenAccept(exit -> runner.accept(new ServiceSignal.Exited(this, exit)));
        Duration interval = spec.health().map(HealthSpec::interval).orElseGet(around::monitor);
        Probe probe = Probes.of(spec.health(), spec.port(), spec.dir(), around.environment(spec),
                process.startedAt());
        if (probe instanceof LogProbe lines)
            feed = Optional.of(LogFeed.start(around.log(spec.name()), lines, process.startedAt()));
        checker = Optional.of(HealthChecker.start(probe, interval,
                result -> runner.accept(new ServiceSignal.Probed(this, result))));
    }

    /** Ends whatever lives of it; returns when nothing does and its port can be bound. Runs on a thread of its own. */
    StopReport end() throws InterruptedException {
        checker.ifPresent(HealthChecker::close);
        feed.ifPresent(LogFeed::close);
        if (!process.exit().isDone())
            spec.stop().command().ifPresent(this::runStopCommand);
        var report = process.stop(spec.stop().signal(), spec.stop().timeout(),
                member -> spec.stop().spare().contains(Words.programOf(member.command())));
        if (spec.port().number().isPresent())
            awaitRelease(spec.port().number().getAsInt());
        discard(process.runDir());
        return report;
    }

    private static void awaitRelease(int port) throws InterruptedException {
        long deadline = System.nanoTime() + PORT_RELEASE.toNanos();
        while (!FreePorts.bindable(port) && System.nanoTime() < deadline)
            Thread.sleep(LOOK_AGAIN);
    }

    /** Deletes what a launch kept for itself. It must have been stopped. */
    public static void discard(Path runDir) {
        if (!Files.isDirectory(runDir))
            return;
        try (Stream<Path> files = Files.walk(runDir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}", runDir, e);
        }
    }

    /** Makes {@link #end}, running or to come, skip the grace. */
    void killNow() {
        process.killNow();
    }

    /** {@code stop.cmd}: run instead of sending the signal; when it has ended, what still lives has no grace left. */
    private void runStopCommand(Command command) {
        try {
            var builder = new ProcessBuilder(command.argv())
                    .directory(spec.dir().toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(around.log(spec.name()).stdout().toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(around.log(spec.name()).stderr().toFile()));
            builder.environment().clear();
            builder.environment().putAll(around.environment(spec));
            Process stopping = builder.start();
            stopping.getOutputStream().close();
            if (!stopping.waitFor(spec.stop().timeout().toMillis(), TimeUnit.MILLISECONDS))
                stopping.destroyForcibly();
        } catch (IOException e) {
            around.log(spec.name()).note("stop.cmd could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
