package dev.a3s.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.a3s.config.RestartSpec.Policy;
import dev.a3s.config.Section.Item;
import dev.a3s.hcl.Suggestion;

/** Reads the blocks {@code restart}, {@code watch} and {@code stop} of a service. */
final class SupervisionReader {
    private static final Duration LEAST_BACKOFF = Duration.ofMillis(10);
    private static final int MAX_RESTARTS = 1_000_000;
    /** Signals of POSIX.1-2017 {@code <signal.h>}, without those that suspend a process or that it cannot catch. */
    private static final Set<String> SIGNALS = new TreeSet<>(
            Set.of("ABRT", "ALRM", "HUP", "INT", "KILL", "PIPE", "QUIT",
                    "TERM", "USR1", "USR2", "WINCH"));

    private final Section service;

    SupervisionReader(Section service) {
        this.service = service;
    }

    RestartSpec restart() {
        var usual = RestartSpec.DEFAULT;
        var block = service.section("restart", Schema.RESTART);
        if (block.isEmpty()) {
            return usual;
        }
        var restart = block.get();
        var policy = restart.read("policy", Types.choice(Policy.class)).orElse(usual.policy());
        var backoff = restart.read("backoff", Durations.atLeast(LEAST_BACKOFF)).orElse(usual.backoff());
        var written = restart.read("max_backoff", Durations.atLeast(LEAST_BACKOFF));
        if (written.isPresent() && written.get().compareTo(backoff) < 0) {
            restart.reading()
                    .error(restart.place("max_backoff"),
                            restart.label("max_backoff") + " must be at least backoff, " + Durations.inWords(backoff)
                                    + ", not "
                                    + Durations.inWords(written.get()),
                            "write \"" + Durations.inWords(backoff) + "\" or more");
        }
        var most = written.orElse(usual.maxBackoff());
        var resetAfter = restart.read("reset_after", Durations.atLeast(Duration.ZERO)).orElse(usual.resetAfter());
        int restarts = restart.read("max_restarts", Types.integer(0, MAX_RESTARTS)).orElse(usual.maxRestarts());
        return new RestartSpec(policy, backoff, most.compareTo(backoff) < 0 ? backoff : most, resetAfter, restarts);
    }

    Optional<WatchSpec> watch() {
        return service.section("watch", Schema.WATCH).map(watch -> new WatchReader(watch).read());
    }

    StopSpec stop() {
        return service.section("stop", Schema.STOP)
                .map(stop -> new StopSpec(
                        stop.read("signal", SupervisionReader::signal).orElse(StopSpec.DEFAULT.signal()),
                        stop.read("timeout", Durations.atLeast(Duration.ZERO)).orElse(StopSpec.DEFAULT.timeout()),
                        stop.read("cmd", Types.COMMAND), stop.read("spare", Types.TEXTS).orElse(List.of())))
                .orElse(StopSpec.DEFAULT);
    }

    private static Optional<String> signal(Item item) {
        return Types.TEXT.read(item).flatMap(text -> {
            var name = text.toUpperCase(Locale.ROOT);
            var bare = name.startsWith("SIG") ? name.substring(3) : name;
            if (SIGNALS.contains(bare)) {
                return Optional.of("SIG" + bare);
            }
            return item.wrong(item.value().shown() + " is not a signal that ends a process",
                    Suggestion.of(bare, SIGNALS)
                            .map(near -> "did you mean \"SIG" + near + "\"?")
                            .orElse("known: SIG" + String.join(", SIG", SIGNALS)));
        });
    }
}
