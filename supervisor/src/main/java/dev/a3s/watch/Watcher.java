package dev.a3s.watch;

/**
 * A source of hints that something may have changed: an extension point. A watcher takes an {@link Interest} and reports a
 * {@link Hint} for whatever stirred in it, on threads of its own. Hints may be too many, or {@link Hint.Lost} where the
 * watcher cannot say which; but {@link FileWatcher} looks at nothing that was not hinted at.
 *
 * <p>
 * To add a kind: implement this interface with a static {@code open} that returns only when every later change in the interest
 * will be hinted at, and choose it in {@link Watchers#open}.
 */
interface Watcher extends AutoCloseable {

    /** Returns quickly; hints that were under way may still come. Never fails. */
    @Override
    void close();
}
