package dev.a3s.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The typing end of a service's pseudo-terminal: writes to the FIFO that {@code pty.pl} reads. The terminal's output is in the
 * service's log. Any thread may call.
 */
public final class ServiceTerminal implements AutoCloseable {
    /** Writes of up to this many bytes are never interleaved: the least PIPE_BUF that POSIX allows; see pipe(7). */
    private static final int ATOMIC = 512;
    private static final int HEAD = 8;

    private final RandomAccessFile fifo;

    private ServiceTerminal(RandomAccessFile fifo) {
        this.fifo = fifo;
    }

    /**
     * Opens a terminal, which may be open several times at once.
     *
     * @throws IOException if the run is over
     */
    public static ServiceTerminal open(Path fifo) throws IOException {
        if (!Files.exists(fifo)) {
            throw new IOException(fifo + " does not exist");
        }
        // for reading and writing, so that neither opening nor writing waits for a reader
        return new ServiceTerminal(new RandomAccessFile(fifo.toFile(), "rw"));
    }

    /** Types bytes, as a keyboard does. */
    public void type(byte[] keys, int count) throws IOException {
        for (int from = 0; from < count; from += ATOMIC - HEAD) {
            write("D", keys, from, Math.min(count - from, ATOMIC - HEAD));
        }
    }

    private void write(String kind, byte[] text, int from, int count) throws IOException {
        var head = (kind + " " + count + "\n").getBytes(StandardCharsets.US_ASCII);
        var frame = new byte[head.length + count];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(text, from, frame, head.length, count);
        fifo.write(frame);
    }

    /** Sets the terminal's size. If that changes it, the kernel sends SIGWINCH to the foreground process group. */
    public void resize(int rows, int columns) throws IOException {
        fifo.write(("W " + rows + " " + columns + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
