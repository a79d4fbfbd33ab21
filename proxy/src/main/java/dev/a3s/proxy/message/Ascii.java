package dev.a3s.proxy.message;

import java.nio.charset.StandardCharsets;

/** The character classes of HTTP's grammar (RFC 9110 §5.6), and comparison of bytes with text that ignores case. */
public final class Ascii {
    private static final boolean[] TOKEN = new boolean[256];
    private static final boolean[] VALUE = new boolean[256];
    private static final boolean[] TARGET = new boolean[256];

    static {
        for (int c = 0; c < 256; c++) {
            VALUE[c] = c == '\t' || (c >= ' ' && c != 0x7f);
            TARGET[c] = c > ' ' && c != 0x7f;
            TOKEN[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                    || (c < 0x7f && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
        }
    }

    private Ascii() {}

    /** Whether {@code b} may stand in the name of a field or of a method ({@code tchar}, RFC 9110 §5.6.2). */
    public static boolean isToken(byte b) {
        return TOKEN[b & 0xff];
    }

    /** Whether {@code b} may stand in a field's value: a tab, a space or a visible byte, also one outside ASCII (RFC 9110 §5.5). */
    public static boolean isValue(byte b) {
        return VALUE[b & 0xff];
    }

    /** Whether {@code b} may stand in a request target: any visible byte. Bytes outside ASCII are passed on as they are. */
    public static boolean isTarget(byte b) {
        return TARGET[b & 0xff];
    }

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    public static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /** Whether {@code bytes[start, end)} equals {@code lowerCase} if case is ignored. */
    public static boolean equals(String lowerCase, byte[] bytes, int start, int end) {
        return end - start == lowerCase.length() && startsWith(lowerCase, bytes, start, end);
    }

    /** Whether {@code bytes[start, end)} starts with {@code lowerCase} if case is ignored. */
    public static boolean startsWith(String lowerCase, byte[] bytes, int start, int end) {
        if (end - start < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(bytes[start + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
