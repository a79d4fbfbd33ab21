package dev.a3s.logs;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that several threads read and write at places of their own. A {@link java.nio.channels.FileChannel} would do, but
 * that is closed for everybody when one thread that uses it is interrupted (see {@code InterruptibleChannel}), and any
 * reader of a log may be. One use at a time; buffers must have an array.
 */
final class LogFile implements AutoCloseable {
    private final RandomAccessFile file;

    private LogFile(RandomAccessFile file) {
        this.file = file;
    }

    /** Opens it for reading and writing; creates it where it is missing. */
    static LogFile open(Path path) throws IOException {
        return new LogFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    /** Opens it for reading only; one that is missing is empty. */
    static LogFile openToRead(Path path) throws IOException {
        return new LogFile(new RandomAccessFile(Files.exists(path) ? path.toFile() : new File("/dev/null"), "r"));
    }

    /** Fills what is left of the buffer as far as one read can; -1 at or beyond the end. */
    synchronized int read(ByteBuffer target, long position) throws IOException {
        file.seek(position);
        int count = file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    /** Writes all that is left of the buffer. */
    synchronized void write(ByteBuffer source, long position) throws IOException {
        file.seek(position);
        file.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
        source.position(source.limit());
    }

    synchronized long size() throws IOException {
        return file.length();
    }

    /** Cuts off what lies beyond. */
    synchronized void truncate(long size) throws IOException {
        if (size < file.length()) {
            file.setLength(size);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
