package dev.a3s.ansi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a program's output, in bytes that need not be valid UTF-8. Control characters of eight bits are not known here. */
public final class Ansi {
    private static final byte ESC = 0x1b;
    private static final byte BEL = 0x07;

    private Ansi() {}

    /** {@code line} without any escape sequence; all other bytes stay. One that does not end takes the rest of the line. */
    public static byte[] strip(byte[] line) {
        if (!hasEscape(line)) {
            return line;
        }
        var kept = new ByteArrayOutputStream(line.length);
        for (int i = 0; i < line.length;) {
            if (line[i] == ESC) {
                i = afterEscape(line, i);
            } else {
                kept.write(line[i++]);
            }
        }
        return kept.toByteArray();
    }

    /** {@link #strip(byte[])} of a text. */
    public static String strip(String line) {
        return line.indexOf(ESC) < 0 ? line
                : new String(strip(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /**
     * {@code line} as it can be shown among lines of others: colours stay (SGR, ECMA-48 §8.3.117) and are ended, whatever
     * else would move the cursor, clear, ring, or change the terminal is left out. Of what carriage returns overwrite (a
     * progress bar) the last remains.
     */
    public static byte[] coloursOnly(byte[] line) {
        if (!hasControl(line)) {
            return line;
        }
        var kept = new ByteArrayOutputStream(line.length + 4);
        boolean coloured = false;
        byte before = 0;
        for (int i = afterOverwritten(line); i < line.length;) {
            if (line[i] == ESC) {
                int end = afterEscape(line, i);
                if (isColour(line, i, end)) {
                    kept.write(line, i, end - i);
                    coloured = true;
                    before = 'm';
                }
                i = end;
            } else if (isC1(line, i)) {
                i += 2;
            } else {
                if (!isControl(line[i]) && !isC1(before, line[i])) {
                    kept.write(line[i]);
                    before = line[i];
                }
                i++;
            }
        }
        if (coloured) {
            kept.writeBytes(new byte[]{ESC, '[', '0', 'm'});
        }
        return kept.toByteArray();
    }

    private static boolean hasEscape(byte[] line) {
        for (byte b : line) {
            if (b == ESC) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasControl(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (isControl(line[i]) || isC1(line, i)) {
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
        return i + 1 < line.length && isC1(line[i], line[i + 1]);
    }

    private static boolean isC1(byte lead, byte next) {
        return lead == (byte) 0xc2 && (next & 0xe0) == 0x80;
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
