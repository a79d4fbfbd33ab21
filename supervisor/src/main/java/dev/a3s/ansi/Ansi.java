package dev.a3s.ansi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of a program's output, in bytes that need not be valid UTF-8. Text that is known to be text goes through
 * {@link TerminalText}.
 */
public final class Ansi {
    private static final byte ESC = 0x1b;
    private static final byte BEL = 0x07;

    private Ansi() {}

    /**
     * {@code line} without any escape sequence and without control characters of eight bits (U+0080 to U+009F); all other
     * bytes stay. A sequence that does not end takes the rest of the line.
     */
    public static byte[] strip(byte[] line) {
        if (!hasEscape(line)) {
            return line;
        }
        var kept = new ByteArrayOutputStream(line.length);
        for (int i = 0; i < line.length;) {
            if (line[i] == ESC) {
                i = afterEscape(line, i);
            } else if (isC1(line, i)) {
                i += 2;
            } else {
                kept.write(line[i++]);
            }
        }
        return kept.toByteArray();
    }

    /** {@link #strip(byte[])} of a text. */
    public static String strip(String line) {
        return line.chars().noneMatch(c -> c == ESC || (c >= 0x80 && c < 0xa0)) ? line
                : new String(strip(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /**
     * {@code line} as it can be shown among lines of others: colours stay (SGR, ECMA-48 §8.3.117) and are ended, whatever
     * else would move the cursor, clear, ring, turn the direction of text or change the terminal is left out. Of what carriage returns overwrite (a
     * progress bar) the last remains.
     */
    public static byte[] coloursOnly(byte[] line) {
        if (!hasControl(line)) {
            return line;
        }
        var kept = new ByteArrayOutputStream(line.length + 4);
        boolean coloured = false;
        for (int i = afterOverwritten(line); i < line.length;) {
            if (line[i] == ESC) {
                int end = afterEscape(line, i);
                if (isColour(line, i, end)) {
                    kept.write(line, i, end - i);
                    coloured = true;
                }
                i = end;
            } else {
                int length = Utf8.length(line, i);
                if (!isControl(line, i, length)) {
                    kept.write(line, i, Math.max(1, length));
                }
                i += Math.max(1, length);
            }
        }
        if (coloured) {
            kept.writeBytes(new byte[]{ESC, '[', '0', 'm'});
        }
        return kept.toByteArray();
    }

    /** @param length of the UTF-8 sequence there; 0: it is none, and some terminals would take the byte for a C1 character */
    private static boolean isControl(byte[] line, int i, int length) {
        return switch (length) {
            case 0 -> (line[i] & 0xe0) == 0x80;
            case 1 -> isControl(line[i]);
            case 2 -> isC1(line, i);
            case 3 -> TerminalText.isDirection(
                    (char) ((line[i] & 0x0f) << 12 | (line[i + 1] & 0x3f) << 6 | (line[i + 2] & 0x3f)));
            default -> false;
        };
    }

    private static boolean hasEscape(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == ESC || isC1(line, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there may be something to leave out: all of that has a byte of these. */
    private static boolean hasControl(byte[] line) {
        for (byte b : line) {
            if (isControl(b) || (b & 0xe0) == 0x80) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
    }

    /** U+0080 to U+009F, which some terminals take for escape sequences. */
    private static boolean isC1(byte[] line, int i) {
        return line[i] == (byte) 0xc2 && i + 1 < line.length && (line[i + 1] & 0xe0) == 0x80;
    }

    /** Behind the last carriage return that something visible follows. */
    private static int afterOverwritten(byte[] line) {
        int end = line.length;
        while (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        for (int i = end - 1; i >= 0; i--) {
            if (line[i] == '\r') {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isColour(byte[] line, int from, int to) {
        return to - from >= 3 && line[from + 1] == '[' && line[to - 1] == 'm'
                && skip(line, from + 2, '0', ';') == to - 1;
    }

    /** Where the sequence that begins at {@code escape} is over. */
    private static int afterEscape(byte[] line, int escape) {
        int i = escape + 1;
        if (i >= line.length) {
            return i;
        }
        return switch (line[i]) {
            case '[' -> afterFinal(line, skip(line, i + 1, '0', '?'), '@');
            case ']', 'P', 'X', '^', '_' -> afterString(line, i + 1);
            default -> afterFinal(line, i, '0');
        };
    }

    /** Intermediate bytes, and a final one from {@code least} on if there is one. */
    private static int afterFinal(byte[] line, int from, char least) {
        int i = skip(line, from, ' ', '/');
        return i < line.length && line[i] >= least && line[i] <= '~' ? i + 1 : i;
    }

    private static int skip(byte[] line, int from, char least, char most) {
        int i = from;
        while (i < line.length && line[i] >= least && line[i] <= most) {
            i++;
        }
        return i;
    }

    /** Behind BEL or ST, ECMA-48 §8.3.143. */
    private static int afterString(byte[] line, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] == BEL) {
                return i + 1;
            }
            if (line[i] == ESC) {
                return i + 1 < line.length && line[i + 1] == '\\' ? i + 2 : i;
            }
        }
        return line.length;
    }
}
