package dev.a3s.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Chooses the {@link Watcher} of an interest. */
final class Watchers {
    /** How long to do without events before asking the system for them again: the user may have raised its limit. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private Watchers() {}

    /**
     * Opens one that takes events where the system has them, and looks every second where the system has none; then
     * {@code trouble} gets the reason, for the user.
     *
     * @param hints   called on the watcher's own threads; must return at once
     * @param trouble called before the return
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
