package dev.a3s.service;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a service's runs, each on a thread of its own. One is <i>stopped</i>: the service waits for that, and is told by
 * {@link ServiceSignal.Gone}. Those that a reload left behind are <i>leaving</i>: nothing waits for them but a stop, which is
 * over only when they are gone too. The methods are the runner's.
 */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String service;
    private final Notes notes;
    private final Consumer<ServiceSignal> runner;
    private final Set<Run> leaving = ConcurrentHashMap.newKeySet();
    private volatile Optional<Run> stopping = Optional.empty();

    Endings(String service, Notes notes, Consumer<ServiceSignal> runner) {
        this.service = service;
        this.notes = notes;
        this.runner = runner;
    }

    /** Stops it, and what is leaving without waiting for its answers. Nothing, where it is being stopped already. */
    void stop(Run run) {
        if (stopping.equals(Optional.of(run))) {
            return;
        }
        stopping = Optional.of(run);
        leaving.forEach(Run::hurry);
        begin(run);
    }

    /** The run that was being stopped is gone. */
    void stopped() {
        stopping = Optional.empty();
    }

    /**
     * Ends a run beside the one that serves, or is about to.
     *
     * @param answering whether it may finish its answers first
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
            var left = Optional.of("internal error; daemon.log has more");
            try {
                left = end(run);
            } catch (InterruptedException | RuntimeException e) {
                LOG.error("service {} could not be stopped", service, e);
            } finally {
                leaving.remove(run);
                runner.accept(new ServiceSignal.Gone(run, left));
            }
        });
    }

    private Optional<String> end(Run run) throws InterruptedException {
        run.awaitAnswers();
        var end = run.end();
        end.spared().forEach(process -> notes.add("left running: " + process));
        leaving.remove(run);
        while (!leaving.isEmpty() && stopping.equals(Optional.of(run))) {
            Thread.sleep(LOOK_AGAIN);
        }
        return end.left();
    }
}
