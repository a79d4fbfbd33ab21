package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints from looking: every second, or as seldom as keeps a slow file system busy for a twentieth of the time, what the file system says of each file is compared with what it said the time before.
 */
final class PollingWatcher implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(PollingWatcher.class);

    /** The shortest pause between two looks. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** A {@code life} without end. */
    static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Interest interest;
    private final Consumer<Hint> hints;
    private final Duration life;
    private final Thread thread;
    private Map<Path, Stamp> before;

    private PollingWatcher(Interest interest, Consumer<Hint> hints, Duration life) {
        this.interest = interest;
        this.hints = hints;
        this.life = life;
        this.before = look();
        this.thread = Thread.ofPlatform().daemon().name("file poll").unstarted(this::run);
    }

    /**
     * Takes a first look before it returns.
     *
     * @param hints called on the watcher's own thread
     * @param life  after which it hints that it is lost, so that something better may be tried
     */
    static PollingWatcher open(Interest interest, Consumer<Hint> hints, Duration life) {
        var watcher = new PollingWatcher(interest, hints, life);
        watcher.thread.start();
        return watcher;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            var pause = PAUSE;
            long opened = System.nanoTime();
            while (System.nanoTime() - opened < life.toNanos()) {
                Thread.sleep(pause);
                long start = System.nanoTime();
                var now = look();
                hintAtDifferences(now);
                before = now;
                var took = Duration.ofNanos(System.nanoTime() - start);
                pause = took.multipliedBy(20).compareTo(PAUSE) < 0 ? PAUSE : took.multipliedBy(20);
            }
            hints.accept(new Hint.Lost());
        } catch (InterruptedException _) {
            log.trace("closed");
        }
    }

    private void hintAtDifferences(Map<Path, Stamp> now) {
        now.forEach((file, stamp) -> {
            var earlier = before.remove(file);
            if (earlier == null || !earlier.looksLike(stamp)) {
                hints.accept(new Hint.Stirred(file));
            }
        });
        before.keySet().forEach(gone -> hints.accept(new Hint.Stirred(gone)));
    }

    private Map<Path, Stamp> look() {
        var found = new HashMap<Path, Stamp>();
        for (var start : interest.starts()) {
            interest.walk(start, (file, attributes) -> found.put(file, Stamp.unread(file, followed(file, attributes))));
        }
        return found;
    }

    private static BasicFileAttributes followed(Path file, BasicFileAttributes attributes) {
        try {
            return attributes.isSymbolicLink() ? Files.readAttributes(file, BasicFileAttributes.class) : attributes;
        } catch (IOException _) {
            return attributes; // it leads nowhere
        }
    }
}
