package dev.a3s.health;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The status line of an HTTP response (RFC 9112 §4), or whatever came in its place.
 *
 * @param line as it came, without its end; empty if the connection was closed before anything came
 */
record StatusLine(String line) {

    /**
     * Looks for the first line that is not that of an interim response (RFC 9110 §15.2).
     *
     * @param length how much of {@code bytes} has come
     * @param ended  whether nothing more will come
     * @return empty if more is needed, never if {@code ended}
     */
    static Optional<StatusLine> in(byte[] bytes, int length, boolean ended) {
        int start = 0;
        while (true) {
            int end = lineEnd(bytes, start, length);
            if (end < 0) {
                return ended ? Optional.of(line(bytes, start, length)) : Optional.empty();
            }
            var line = line(bytes, start, end);
            if (!line.isInterim()) {
                return Optional.of(line);
            }
            start = afterFields(bytes, end + 1, length);
            if (start < 0) {
                return ended ? Optional.of(new StatusLine("")) : Optional.empty();
            }
        }
    }

    /** 100 to 599, or -1 if the line is not HTTP/1. */
    int status() {
        boolean http = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' '
                && (line.length() == 12 || line.charAt(12) == ' ');
        int status = http ? number(line, 9) : -1;
        return status >= 100 && status <= 599 ? status : -1;
    }

    /** 101 is final here: whoever switches protocols unasked has answered. */
    private boolean isInterim() {
        int status = status();
        return status >= 100 && status < 200 && status != 101;
    }

    /** The part after the empty line that ends a header section, or -1. */
    private static int afterFields(byte[] bytes, int from, int length) {
        for (int start = from, end; (end = lineEnd(bytes, start, length)) >= 0; start = end + 1) {
            if (line(bytes, start, end).line.isEmpty()) {
                return end + 1;
            }
        }
        return -1;
    }

    private static int lineEnd(byte[] bytes, int from, int length) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static StatusLine line(byte[] bytes, int start, int end) {
        return new StatusLine(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).stripTrailing());
    }

    /** Three digits, or -1. */
    private static int number(String text, int at) {
        int number = 0;
        for (int i = at; i < at + 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
