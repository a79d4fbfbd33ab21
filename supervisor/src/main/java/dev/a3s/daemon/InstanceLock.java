package dev.a3s.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The lock that the one daemon of a home holds; the system releases it when the process ends, however it ends. */
final class InstanceLock implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final FileChannel channel;
    private final FileLock lock;
    private final Optional<Object> key;

    private InstanceLock(FileChannel channel, FileLock lock, Optional<Object> key) {
        this.channel = channel;
        this.lock = lock;
        this.key = key;
    }

    /** Takes the lock; empty if another process still holds it after {@code wait}. */
    static Optional<InstanceLock> acquire(Path file, Duration wait) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + wait.toNanos();
        var lock = channel.tryLock();
        while (lock == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new InstanceLock(channel, lock, key(file)));
    }

    /** Whether {@code file} is still the one that is locked. */
    boolean isHeldAt(Path file) {
        return key(file).equals(key);
    }

    /** Tells one file from another of the same name; empty if there is none. */
    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
