package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.message.Refused;

/**
 * Finds the end of a head in what has arrived so far and takes the head out. Each byte is looked at once, in however many pieces
 * the head arrives.
 *
 * <p>In a request a line feed without its carriage return is refused at once: RFC 9112 §2.2 lets a recipient take it for a line's
 * end, and two recipients that differ in this see two different messages.
 */
final class HeadReader {
    /** Longest start line; a longer request line is 414. */
    static final int MAX_LINE = 16 * 1024;
    /** Longest head; a longer one is 431. */
    static final int MAX_HEAD = 64 * 1024;

    /** Longest head of a response: what browsers accept (curl takes 300 KB). */
    static final int MAX_RESPONSE_HEAD = 256 * 1024;

    private final boolean lenient;
    private final int maxHead;
    private int lineStart;
    private int scanned;
    private boolean startLine;

    private HeadReader(boolean lenient, int maxHead, boolean startLine) {
        this.lenient = lenient;
        this.maxHead = maxHead;
        this.startLine = startLine;
    }

    /** A reader of requests' heads. */
    static HeadReader ofRequests() {
        return new HeadReader(false, MAX_HEAD, true);
    }

    /** A reader of responses' heads: their lines may end with a line feed alone, which {@link HeadRepair} mends or refuses. */
    static HeadReader ofResponses() {
        return new HeadReader(true, MAX_RESPONSE_HEAD, true);
    }

    /**
     * A reader of one trailer, which is a head without a start line.
     *
     * @param lenient whether it is a response's
     */
    static HeadReader ofTrailer(boolean lenient) {
        return new HeadReader(lenient, MAX_HEAD, false);
    }

    /**
     * The bytes of the next head with its empty line, taken from {@code in}; null while it is not complete, and then
     * {@code in} is as it was and must be given again with more behind it.
     *
     * @throws Refused if a line of a request ends with a bare line feed, or if a limit is passed
     */
    byte[] read(ByteBuf in) {
        int base = in.readerIndex();
        int end = in.writerIndex();
        while (true) {
            int feed = in.indexOf(base + scanned, Math.min(end, base + maxHead), (byte) '\n');
            if (feed < 0) {
                scanned = Math.min(end - base, maxHead);
                checkLimits();
                return null;
            }
            int length = feed - base - lineStart;
            boolean bare = length == 0 || in.getByte(feed - 1) != '\r';
            if (bare && !lenient) {
                throw Refused.bad("a line ends with a line feed alone");
            }
            if (startLine && length > MAX_LINE) {
                throw new Refused(414, "its first line is longer than " + MAX_LINE + " bytes");
            }
            lineStart = feed - base + 1;
            scanned = lineStart;
            if (length == (bare ? 0 : 1)) {
                return take(in);
            }
            startLine = false;
        }
    }

    private byte[] take(ByteBuf in) {
        var bytes = new byte[lineStart];
        in.readBytes(bytes);
        lineStart = 0;
        scanned = 0;
        startLine = true;
        return bytes;
    }

    private void checkLimits() {
        if (startLine && scanned > MAX_LINE) {
            throw new Refused(414, "its first line is longer than " + MAX_LINE + " bytes");
        }
        if (scanned >= maxHead) {
            throw new Refused(431, "its head is longer than " + maxHead + " bytes");
        }
    }
}
