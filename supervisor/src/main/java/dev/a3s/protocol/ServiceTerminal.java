package dev.a3s.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pseudo-terminal of a service that has one, for whoever types there: the other end of what {@code pty.pl} reads. What
 * is said there is in the service's log. Any thread.
 */
public final class ServiceTerminal implements AutoCloseable {
    /** Writes of so many bytes never mix with others', PIPE_BUF of pipe(7) and POSIX's least for it. */
    private static final int ATOMIC = 512;
    private static final int HEAD = 8;

    private final RandomAccessFile fifo;

    private ServiceTerminal(RandomAccessFile fifo) {
        this.fifo = fifo;
    }

    /**
     * Opens it; several may be open at once.
     *
     * @throws IOException if the run is over
     */
    public static ServiceTerminal open(Path fifo) throws IOException {
        if (!Files.exists(fifo)) {
            throw new IOException(fifo + " does not exist");
        }
        return new ServiceTerminal(new RandomAccessFile(fifo.toFile(), "rw")); // so that neither opening nor writing waits
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

    /** Gives it another size; what runs there is told by SIGWINCH if it is another. */
    public void resize(int rows, int columns) throws IOException {
        fifo.write(("W " + rows + " " + columns + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
