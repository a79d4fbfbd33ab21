package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.hashing.FileHasher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import io.methvin.watchservice.MacOSXListeningWatchService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints from the system's own events: inotify on Linux, FSEvents on macOS (which was not run).
 *
 * <p>
 * directory-watcher registers directories and follows new ones; its {@link FileTreeVisitor} is ours, so that an ignored
 * directory is neither registered nor entered. Its content hashing is off: {@link Contents} compares, once and after
 * the quiet time. What it does not do by itself is handled here: a queue overflow reaches its listener only as a
 * {@link NullPointerException}, and when the last registered directory vanishes it ends without a word; both are
 * {@link Hint.Lost}, as is a directory that could not be registered (opening a new watcher shows whether it can be) and
 * a new symbolic link.
 */
final class NativeWatcher implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(NativeWatcher.class);

    private final Interest interest;
    private final Consumer<Hint> hints;
    private final LinkedFiles linkedFiles = new LinkedFiles();
    private final DirectoryWatcher watcher;
    private volatile boolean closed;

    private NativeWatcher(Interest interest, Consumer<Hint> hints) throws IOException {
        this.interest = interest;
        this.hints = hints;
        FileTreeVisitor visitor = this::visit;
        this.watcher = DirectoryWatcher.builder()
                .paths(new ArrayList<>(interest.starts()))
                .fileHashing(false)
                .fileTreeVisitor(visitor)
                .watchService(watchService(visitor))
                .listener(new Listener())
                .build();
    }

    /**
     * Registers every directory of the interest before it returns.
     *
     * @param hints called on a thread of the watcher; must return at once
     * @throws IOException if the system has no more watches to give, or a start vanished meanwhile
     */
    static NativeWatcher open(Interest interest, Consumer<Hint> hints) throws IOException {
        var opened = new NativeWatcher(interest, hints);
        var loop = opened.watcher.watchAsync(task -> Thread.ofVirtual().name("file events").start(() -> {
            task.run();
            opened.ended();
        }));
        if (loop.state() == Future.State.FAILED) {
            opened.close();
            throw cause(loop.exceptionNow());
        }
        return opened;
    }

    @Override
    public void close() {
        closed = true;
        try {
            watcher.close();
        } catch (IOException e) {
            log.debug("closing a file watcher", e);
        }
    }

    private void ended() {
        if (!closed) {
            hints.accept(new Hint.Lost());
        }
    }

    /** The library registers each directory that it visits; a directory that vanished before its turn is nobody's loss. */
    private void visit(Path start, FileTreeVisitor.Callback onDirectory, FileTreeVisitor.Callback onFile)
            throws IOException {
        interest.walk(start, new Interest.Visitor<IOException>() {
            @Override
            public void directory(Path directory) throws IOException {
                try {
                    onDirectory.call(directory);
                } catch (IOException e) {
                    if (Files.isDirectory(directory) && Files.isReadable(directory)) {
                        throw e;
                    }
                }
            }

            @Override
            public void file(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    for (var passed : linkedFiles.follow(file)) {
                        directory(passed.getParent());
                    }
                }
                onFile.call(file);
            }
        });
    }

    private final class Listener implements DirectoryChangeListener {

        @Override
        public void onEvent(DirectoryChangeEvent event) {
            var path = event.path();
            linkedFiles.linksTo(path).forEach(link -> hints.accept(new Hint.Stirred(link)));
            if (interest.concerns(path, event.isDirectory())) {
                hints.accept(isNewLink(event) ? new Hint.Lost() : new Hint.Stirred(path));
            }
        }

        /** Whether a link was created: the file that it leads to is not registered yet. */
        private static boolean isNewLink(DirectoryChangeEvent event) {
            return event.eventType() == DirectoryChangeEvent.EventType.CREATE && Files.isSymbolicLink(event.path());
        }

        @Override
        public void onException(Exception e) {
            log.debug("file events were lost", e);
            hints.accept(new Hint.Lost());
        }
    }

    private static IOException cause(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException io ? io : new IOException(failure);
    }

    /** On macOS the JDK's own service polls, and the library's waits half a second for more unless configured otherwise. */
    private static WatchService watchService(FileTreeVisitor visitor) throws IOException {
        if (!System.getProperty("os.name").startsWith("Mac")) {
            return FileSystems.getDefault().newWatchService();
        }
        return new MacOSXListeningWatchService(new MacOSXListeningWatchService.Config() {
            @Override
            public double latency() {
                return 0.05;
            }

            @Override
            public FileHasher fileHasher() {
                return null;
            }

            @Override
            public FileTreeVisitor fileTreeVisitor() {
                return visitor;
            }
        });
    }
}
