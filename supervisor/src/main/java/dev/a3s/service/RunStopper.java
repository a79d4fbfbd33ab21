package dev.a3s.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.process.ProcessInfo;

/**
 * Ends a service's runs, each on a thread of its own, and sends {@link ServiceSignal.Gone} when one is gone. The service waits
 * for the run that is <i>stopped</i>. Runs that a reload has replaced are <i>leaving</i>: the service goes on without them, but a
 * stop is over only when they are gone too. All methods are called by the runner.
 */
final class RunStopper {
    private static final Logger LOG = LoggerFactory.getLogger(RunStopper.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String service;
    private final Notes notes;
    private final Consumer<ServiceSignal> runner;
    private final Set<Run> leaving = ConcurrentHashMap.newKeySet();
    private volatile Optional<Run> stopping = Optional.empty();

    RunStopper(String service, Notes notes, Consumer<ServiceSignal> runner) {
        this.service = service;
        this.notes = notes;
        this.runner = runner;
    }

    /** Begins to stop {@code run}; what is leaving may not finish its answers any more. Does nothing if the stop has begun. */
    void stop(Run run) {
        if (stopping.equals(Optional.of(run))) {
            return;
        }
        stopping = Optional.of(run);
        leaving.forEach(Run::hurry);
        begin(run);
    }

    /** Records that the run that was being stopped is gone. */
    void stopped() {
        stopping = Optional.empty();
    }

    /**
     * Begins to end a run while another serves, or is about to.
     *
     * @param answering whether the run may finish its answers first
     */
    void leave(Run run, boolean answering) {
        leaving.add(run);
        if (!answering) {
            run.hurry();
        }
        begin(run);
    }

    /** Skips every grace, that of {@code run} too. */
    void killNow(Run run) {
        run.killNow();
        leaving.forEach(Run::killNow);
    }

    private void begin(Run run) {
        Thread.ofVirtual().name("stop " + service).start(() -> {
            var gone = new ServiceSignal.Gone(run, Optional.of("internal error; daemon.log has more"), List.of());
            try {
                gone = end(run);
            } catch (InterruptedException | RuntimeException e) {
                LOG.error("service {} could not be stopped", service, e);
            } finally {
                leaving.remove(run);
                runner.accept(gone);
            }
        });
    }

    private ServiceSignal.Gone end(Run run) throws InterruptedException {
        var cut = run.awaitAnswers(
                requests -> notes.add("still being answered, before it stops: " + String.join(", ", requests)));
        if (!cut.isEmpty()) {
            notes.add("stopped before it had answered: " + String.join(", ", cut));
        }
        var end = run.end();
        var spared = end.spared().stream().map(ProcessInfo::toString).toList();
        spared.forEach(process -> notes.add("left running: " + process));
        leaving.remove(run);
        while (!leaving.isEmpty() && stopping.equals(Optional.of(run))) {
            Thread.sleep(LOOK_AGAIN);
        }
        return new ServiceSignal.Gone(run, end.left(), spared);
    }
}
