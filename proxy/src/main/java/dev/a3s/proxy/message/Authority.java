package dev.a3s.proxy.message;

import java.util.Locale;

/** The host and port that a request is addressed to: those of an absolute target, else those of the Host field (RFC 9112 §3.2). */
public final class Authority {
    private static final int SCHEME = "http://".length();

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final String name;

    private Authority(byte[] bytes, int start, int end, String name) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.name = name;
    }

    /**
     * Reads the host and port that a request is addressed to.
     *
     * @throws Refused with 400 if Host is missing, doubled or malformed, or if the target is neither a path nor an http:// URL
     */
    public static Authority of(RequestHead head) {
        var fields = head.fields();
        int lines = fields.lines(Field.HOST);
        if (lines > 1) {
            throw Refused.bad("Host is given more than once");
        }
        if (lines == 0 && head.minor() == 1) {
            throw Refused.bad("there is no Host");
        }
        var host = lines == 0
                ? new Authority(head.bytes(), 0, 0, "")
                : named(head.bytes(), fields.valueStart(fields.first(Field.HOST)),
                        fields.valueEnd(fields.first(Field.HOST)));
        byte first = head.bytes()[head.targetStart()];
        if (first == '/') {
            return host;
        }
        if (first == '*' && head.targetEnd() - head.targetStart() == 1 && head.method().equals("OPTIONS")) {
            return host;
        }
        return ofAbsolute(head);
    }

    /** An absolute target overrules Host (RFC 9112 §3.2.2). */
    private static Authority ofAbsolute(RequestHead head) {
        int start = head.targetStart() + SCHEME;
        if (start >= head.targetEnd()
                || !Ascii.text(head.bytes(), head.targetStart(), start).equalsIgnoreCase("http://")) {
            throw Refused.bad("the request target is neither a path nor an http:// URL");
        }
        int end = start;
        while (end < head.targetEnd() && "/?#".indexOf(head.bytes()[end]) < 0) {
            end++;
        }
        if (end == start) {
            throw Refused.bad("the request target names no host");
        }
        return named(head.bytes(), start, end);
    }

    private static Authority named(byte[] bytes, int start, int end) {
        int hostEnd = start;
        if (start < end && bytes[start] == '[') {
            while (hostEnd < end && bytes[hostEnd] != ']') {
                hostEnd++;
            }
            hostEnd++;
        } else {
            while (hostEnd < end && bytes[hostEnd] != ':') {
                hostEnd++;
            }
        }
        boolean valid = hostEnd <= end && isHost(bytes, start, hostEnd) && isPort(bytes, hostEnd, end);
        if (!valid) {
            throw Refused.bad("the host \"" + Ascii.text(bytes, start, end) + "\" is not a name with an optional port");
        }
        var name = Ascii.text(bytes, start, hostEnd).toLowerCase(Locale.ROOT);
        return new Authority(bytes, start, end, name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    private static boolean isHost(byte[] bytes, int start, int end) {
        boolean literal = end > start && bytes[start] == '[';
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            boolean letter = Ascii.isDigit(b) || (Ascii.lower(b) >= 'a' && Ascii.lower(b) <= 'z');
            if (!letter && "-._~%".indexOf(b) < 0 && !(literal && "[]:".indexOf(b) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(byte[] bytes, int colon, int end) {
        if (colon == end) {
            return true;
        }
        boolean valid = bytes[colon] == ':' && end - colon <= 6;
        for (int i = colon + 1; i < end; i++) {
            valid &= Ascii.isDigit(bytes[i]);
        }
        return valid;
    }

    /** The bytes of the head; {@link #start} and {@link #end} are indices into them. */
    public byte[] bytes() {
        return bytes;
    }

    /** The index of the first byte of host and port. */
    public int start() {
        return start;
    }

    /** The index after the last byte of host and port. */
    public int end() {
        return end;
    }

    /** The host in lower case without port and trailing dot; empty if an HTTP/1.0 client names none. */
    public String name() {
        return name;
    }

    /** Host and port as the client sent them. */
    public String text() {
        return Ascii.text(bytes, start, end);
    }

    /** Whether host and port were read from the request target rather than from the Host field. */
    public boolean isAbsolute(RequestHead head) {
        return start >= head.targetStart() && end <= head.targetEnd() && end > start;
    }
}
