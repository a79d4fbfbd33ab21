package dev.a3s.ansi;

/** Where characters end in bytes of UTF-8 (RFC 3629 §4). */
final class Utf8 {
    private Utf8() {}

    /** How many bytes, 1 to 4, the character has that begins at {@code i}; 0 if none does. */
    static int length(byte[] bytes, int i) {
        int lead = bytes[i] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (i + length > bytes.length) {
            return 0;
        }
        for (int next = i + 1; next < i + length; next++) {
            if ((bytes[next] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
