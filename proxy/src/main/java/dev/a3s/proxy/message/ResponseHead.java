package dev.a3s.proxy.message;

/** A status line and its fields (RFC 9112 §4). */
public final class ResponseHead {
    private static final String EVENT_STREAM = "text/event-stream";

    private final FieldSection fields;
    private final int status;
    private final int minor;

    private ResponseHead(FieldSection fields, int status, int minor) {
        this.fields = fields;
        this.status = status;
        this.minor = minor;
    }

    /** Reads a whole head. Where there is no reason phrase, the space before it may be missing too, as some servers send it. */
    public static ResponseHead read(byte[] bytes) {
        boolean http = bytes.length > 14 && bytes[0] == 'H' && bytes[1] == 'T' && bytes[2] == 'T' && bytes[3] == 'P'
                && bytes[4] == '/' && bytes[5] == '1' && bytes[6] == '.' && Ascii.isDigit(bytes[7]) && bytes[8] == ' ';
        if (!http || !Ascii.isDigit(bytes[9]) || !Ascii.isDigit(bytes[10]) || !Ascii.isDigit(bytes[11])) {
            throw Refused.bad("it does not start with HTTP/1.1 and a status");
        }
        int status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
        int at = 12;
        if (bytes[at] == ' ') {
            while (Ascii.isValue(bytes[at])) {
                at++;
            }
        }
        if (status < 100 || bytes[at] != '\r' || bytes[at + 1] != '\n') {
            throw Refused.bad("its status line is broken");
        }
        return new ResponseHead(FieldSection.read(bytes, at + 2, FieldSection.MAX_COUNT_OF_RESPONSE), status,
                bytes[7] == '0' ? 0 : 1);
    }

    public FieldSection fields() {
        return fields;
    }

    public int status() {
        return status;
    }

    public int minor() {
        return minor;
    }

    public boolean isInterim() {
        return status < 200;
    }

    /** Whether it is a stream of server-sent events, which ends when either side has had enough. */
    public boolean isEventStream() {
        int line = fields.first(Field.CONTENT_TYPE);
        return line >= 0
                && Ascii.startsWith(EVENT_STREAM, fields.bytes(), fields.valueStart(line), fields.valueEnd(line));
    }

    /** Whether the server keeps its connection after this response (RFC 9112 §9.3). */
    public boolean keepsAlive() {
        return minor == 0 ? fields.lists(Field.CONNECTION, "keep-alive") : !fields.lists(Field.CONNECTION, "close");
    }
}
