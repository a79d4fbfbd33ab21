package dev.a3s.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * The lines at the beginning of an HTTP response, read no further than asked for (and than one buffer of 4 KiB) and no
 * longer than the deadline, even from a server that sends a byte a second.
 */
final class ResponseHead {

    private static final int LONGEST_LINE = 8192;

    private final Socket socket;
    private final InputStream in;
    private final Deadline deadline;
    private final byte[] buffer = new byte[4096];
    private int next;
    private int end;

    ResponseHead(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = deadline;
    }

    /** The next line without its end, cut off at 8 KiB; empty at the end of the stream. */
    String line() throws IOException {
        var line = new StringBuilder();
        int b;
        while ((b = read()) != -1 && b != '\n' && line.length() < LONGEST_LINE)
            line.append((char) b);
        return line.toString().stripTrailing();
    }

    /** Reads on to the end of the header section. */
    void skipFields() throws IOException {
        while (!line().isEmpty()) {
            // each is a field of an interim response
        }
    }

    private int read() throws IOException {
        if (next == end) {
            if (deadline.passed())
                throw new SocketTimeoutException();
            socket.setSoTimeout(deadline.millisLeft());
            next = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0)
                return -1;
        }
        return buffer[next++] & 0xff;
    }
}
