package dev.a3s.cli;

import java.io.ByteArrayOutputStream;

/** Terminal escape sequences in bytes (ECMA-48). */
final class Ansi {
    private static final byte ESC = 0x1b;

    private Ansi() {}

    static boolean isIn(byte[] text) {
        for (byte b : text)
            if (b == ESC)
                return true;
        return false;
    }

    /** {@code text} without control sequences (CSI), operating system commands (OSC) and two-byte escapes. */
    static byte[] strip(byte[] text) {
        if (!isIn(text))
            return text;
        var kept = new ByteArrayOutputStream(text.length);
        int i = 0;
        while (i < text.length) {
            if (text[i] != ESC)
                kept.write(text[i++]);
            else
                i = afterEscape(text, i);
        }
        return kept.toByteArray();
    }

    private static int afterEscape(byte[] text, int escape) {
        int i = escape + 1;
        if (i >= text.length)
            return i;
        if (text[i] == '[') {
            i++;
            while (i < text.length && (text[i] < 0x40 || text[i] > 0x7e))
                i++;
            return Math.min(i + 1, text.length);
        }
        if (text[i] == ']') {
            while (i < text.length && text[i] != 0x07
                    && !(text[i] == ESC && i + 1 < text.length && text[i + 1] == '\\'))
                i++;
            return Math.min(i + (i < text.length && text[i] == ESC ? 2 : 1), text.length);
        }
        return i + 1;
    }
}
