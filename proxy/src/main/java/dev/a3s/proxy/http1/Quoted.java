package dev.a3s.proxy.http1;

import dev.a3s.proxy.message.Ascii;

/** Shows in a message what a peer has sent: no more than a few characters, and none that a terminal would obey. */
final class Quoted {
    private static final int MAX = 60;

    private Quoted() {}

    static String text(byte[] bytes, int start, int end) {
        var shown = text(Ascii.text(bytes, start, Math.min(end, start + MAX)));
        return end - start > MAX ? shown + "…" : shown;
    }

    /** {@code text} with a full stop in place of each character outside printable ASCII. */
    static String text(String text) {
        return text.length() > MAX ? text(text.substring(0, MAX)) + "…" : text.replaceAll("[^ -~]", ".");
    }
}
