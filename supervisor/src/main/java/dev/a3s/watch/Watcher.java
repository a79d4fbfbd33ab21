package dev.a3s.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A source of hints that something may have changed. Hints may be too many; what is not hinted at is not looked at. */
interface Watcher extends AutoCloseable {

    /** How long to do without events before asking the system for them again: the user may have raised its limit. */
    Duration RETRY = Duration.ofMinutes(1);

    /** Returns quickly; hints that were under way may still come. Never fails. */
    @Override
    void close();

    /**
     * Events where the system has them, and looking every second where it has not, which the user is told.
     *
     * @param hints   told on the watcher's own threads; must return at once
     * @param trouble told before the return
     * @throws IOException if something vanished meanwhile; the next attempt may succeed
     */
    static Watcher open(Interest interest, Consumer<Hint> hints, Consumer<String> trouble) throws IOException {
        var silent = interest.targets().stream().filter(EventSupport::isMissingFor).collect(Collectors.toSet());
        if (silent.isEmpty()) {
            return openNative(interest, hints, trouble);
        }
        trouble.accept(EventSupport.trouble(silent));
        var others = interest.targets().stream().filter(target -> !silent.contains(target)).toList();
        if (others.isEmpty()) {
            return PollingWatcher.open(interest, hints, PollingWatcher.FOR_EVER);
        }
        var events = openNative(interest.only(others), hints, trouble);
        var polling = PollingWatcher.open(interest.only(silent), hints, PollingWatcher.FOR_EVER);
        return () -> {
            polling.close();
            events.close();
        };
    }

    private static Watcher openNative(Interest interest, Consumer<Hint> hints, Consumer<String> trouble)
            throws IOException {
        try {
            return NativeWatcher.open(interest, hints);
        } catch (IOException e) {
            if (!WatchLimit.reached(e)) {
                throw e;
            }
            trouble.accept(WatchLimit.trouble(e));
            return PollingWatcher.open(interest, hints, RETRY);
        }
    }
}
