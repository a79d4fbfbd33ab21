package dev.a3s.proxy.message;

/** A request line and its fields (RFC 9112 §3). */
public final class RequestHead {
    private static final int MAX_PATH = 100;

    private final FieldSection fields;
    private final String method;
    private final int targetStart;
    private final int targetEnd;
    private final int minor;

    private RequestHead(FieldSection fields, String method, int targetStart, int targetEnd, int minor) {
        this.fields = fields;
        this.method = method;
        this.targetStart = targetStart;
        this.targetEnd = targetEnd;
        this.minor = minor;
    }

    /**
     * Reads a whole head. One space, not any white space, separates the three parts: a reader that takes a tab or a
     * carriage return for a separator can be made to see another target than its neighbour (RFC 9112 §3).
     */
    public static RequestHead read(byte[] bytes) {
        int at = 0;
        while (Ascii.isToken(bytes[at])) {
            at++;
        }
        int methodEnd = at;
        if (methodEnd == 0 || bytes[at] != ' ') {
            throw Refused.bad("the request line does not start with a method and a space");
        }
        int target = ++at;
        while (Ascii.isTarget(bytes[at])) {
            at++;
        }
        if (at == target || bytes[at] != ' ') {
            throw Refused.bad("the request line has no target followed by a space and the version");
        }
        int targetEnd = at++;
        int minor = version(bytes, at);
        int lineEnd = at + 8;
        if (bytes[lineEnd] != '\r' || bytes[lineEnd + 1] != '\n') {
            throw Refused.bad("the request line does not end after the version");
        }
        return new RequestHead(FieldSection.read(bytes, lineEnd + 2), method(bytes, methodEnd), target, targetEnd,
                minor);
    }

    private static int version(byte[] bytes, int at) {
        boolean http = bytes.length - at > 10 && bytes[at] == 'H' && bytes[at + 1] == 'T' && bytes[at + 2] == 'T'
                && bytes[at + 3] == 'P' && bytes[at + 4] == '/' && Ascii.isDigit(bytes[at + 5]) && bytes[at + 6] == '.'
                && Ascii.isDigit(bytes[at + 7]);
        if (!http) {
            throw Refused.bad("the request line does not end with HTTP/1.1");
        }
        if (bytes[at + 5] != '1') {
            throw new Refused(505, "this server speaks HTTP/1.1 and HTTP/1.0 only");
        }
        return bytes[at + 7] == '0' ? 0 : 1;
    }

    private static String method(byte[] bytes, int end) {
        if (end == 3 && bytes[0] == 'G' && bytes[1] == 'E' && bytes[2] == 'T') {
            return "GET";
        }
        return Ascii.text(bytes, 0, end);
    }

    public FieldSection fields() {
        return fields;
    }

    public byte[] bytes() {
        return fields.bytes();
    }

    /** The method as the client sent it; case matters: {@code get} is not {@code GET} (RFC 9110 §9.1). */
    public String method() {
        return method;
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }

    public int targetStart() {
        return targetStart;
    }

    public int targetEnd() {
        return targetEnd;
    }

    public String target() {
        return Ascii.text(bytes(), targetStart, targetEnd);
    }

    /** The target without its query, which may hold what is nobody's business; at most 100 characters of it. */
    public String path() {
        var path = target().split("[?]", 2)[0];
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…";
    }

    /** The minor version: 0 for HTTP/1.0, else 1, since a later 1.x is answered as 1.1 (RFC 9110 §2.5). */
    public int minor() {
        return minor;
    }

    /** Whether the client keeps its connection after this exchange (RFC 9112 §9.3). */
    public boolean keepsAlive() {
        if (minor == 0) {
            return fields.lists(Field.CONNECTION, "keep-alive") && !fields.lists(Field.CONNECTION, "close");
        }
        return !fields.lists(Field.CONNECTION, "close");
    }

    /** Whether asking for this changes nothing (RFC 9110 §9.2.1). */
    public boolean isSafe() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    /** Whether sending the request twice has the same effect as sending it once (RFC 9110 §9.2.2). */
    public boolean isIdempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }
}
