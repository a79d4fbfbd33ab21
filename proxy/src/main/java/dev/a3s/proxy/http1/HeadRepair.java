package dev.a3s.proxy.http1;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Refused;

/**
 * Rewrites the head or the trailer of a response that breaks HTTP's grammar in a way that browsers and other clients read alike, so
 * that it keeps the grammar: a developer's own server may be sloppy, and what reaches the client is strict all the same. Used
 * only for what {@link dev.a3s.proxy.message.ResponseHead} has refused, so that strict responses cost nothing.
 *
 * <ul>
 * <li>A line may end with a line feed alone (RFC 9112 §2.2).
 * <li>White space before a field's colon is removed (RFC 9112 §5.1).
 * <li>A field whose name is empty or holds a character that is not allowed is left out, as browsers do.
 * <li>Control characters in a value or a reason become spaces (RFC 9110 §5.5).
 * <li>A {@code Content-Length} that is given several times with one value is given once (RFC 9110 §8.6).
 * <li>{@code Transfer-Encoding: identity}, which RFC 7230 withdrew, is left out where there is no {@code Content-Length}.
 * </ul>
 *
 * <p>What two clients read differently stays refused: a carriage return or NUL inside a line, a line without a colon, a folded
 * line, and white space or another odd character in the name of a field that frames the body.
 */
final class HeadRepair {
    private final byte[] in;
    private final ByteArrayOutputStream out;
    private String length = "";
    private boolean coded;
    private boolean identity;

    private HeadRepair(byte[] in) {
        this.in = in;
        this.out = new ByteArrayOutputStream(in.length + 64);
    }

    /**
     * The head in a form that the strict reader may accept.
     *
     * @throws Refused if it can be understood in two ways
     */
    static byte[] head(byte[] bytes) {
        var repair = new HeadRepair(bytes);
        int end = repair.lineEnd(0);
        repair.copy(0, repair.contentEnd(0, end), "its status line");
        repair.endLine();
        return repair.fields(end + 1);
    }

    /** The same for a trailer, which has no status line. */
    static byte[] trailer(byte[] bytes) {
        return new HeadRepair(bytes).fields(0);
    }

    private byte[] fields(int from) {
        for (int start = from; start < in.length;) {
            int end = lineEnd(start);
            int contentEnd = contentEnd(start, end);
            if (contentEnd > start) {
                field(start, contentEnd);
            }
            start = end + 1;
        }
        if (identity && !length.isEmpty()) {
            throw Refused.bad("clients differ on Transfer-Encoding: identity with a Content-Length");
        }
        endLine();
        return out.toByteArray();
    }

    private void field(int start, int end) {
        if (Ascii.isBlank(in[start])) {
            throw Refused.bad("a field is folded over several lines; write it in one");
        }
        int colon = start;
        while (colon < end && in[colon] != ':') {
            colon++;
        }
        if (colon == end) {
            throw Refused.bad("the line \"" + Quoted.text(in, start, end) + "\" is no field, since it has no colon");
        }
        int nameEnd = colon;
        while (nameEnd > start && Ascii.isBlank(in[nameEnd - 1])) {
            nameEnd--;
        }
        int value = colon + 1;
        while (value < end && Ascii.isBlank(in[value])) {
            value++;
        }
        boolean odd = nameEnd == start || !isToken(start, nameEnd);
        var name = letters(start, nameEnd);
        boolean framing = name.equals("content-length") || name.equals("transfer-encoding");
        if (framing && (odd || nameEnd < colon)) {
            throw Refused.bad("clients differ on the field \"" + Quoted.text(in, start, colon)
                    + "\": write its name directly before its colon");
        }
        if (odd || (framing && isRepeated(name, value, end))) {
            return;
        }
        copy(start, nameEnd, "");
        out.write(':');
        out.write(' ');
        copy(value, end, "the value of field " + Ascii.text(in, start, nameEnd));
        endLine();
    }

    /** Whether a field that frames the body is not to be passed on as it is: it was given before, or means nothing. */
    private boolean isRepeated(String name, int value, int end) {
        var text = Ascii.text(in, value, end).strip();
        if (name.equals("transfer-encoding")) {
            if (coded) {
                throw Refused.bad("Transfer-Encoding is given more than once");
            }
            coded = true;
            identity = text.equalsIgnoreCase("identity");
            return identity;
        }
        for (var each : text.split(",", -1)) {
            var number = each.strip();
            if (!length.isEmpty() && !length.equals(number)) {
                throw Refused.bad("it has two different values of Content-Length, " + Quoted.text(length) + " and "
                        + Quoted.text(number));
            }
            if (length.isEmpty() && !number.isEmpty()) {
                length = number;
                out.writeBytes(Ascii.bytes("Content-Length: " + number));
                endLine();
            }
        }
        return !length.isEmpty();
    }

    private int lineEnd(int start) {
        int at = start;
        while (in[at] != '\n') {
            at++;
        }
        return at;
    }

    private int contentEnd(int start, int end) {
        return end > start && in[end - 1] == '\r' ? end - 1 : end;
    }

    private boolean isToken(int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Ascii.isToken(in[i])) {
                return false;
            }
        }
        return true;
    }

    /** The name without all that is neither a letter nor a hyphen, so that no decoration hides what it looks like. */
    private String letters(int start, int end) {
        return Ascii.text(in, start, end).replaceAll("[^A-Za-z-]", "").toLowerCase(Locale.ROOT);
    }

    /** Copies bytes with spaces in place of control characters. */
    private void copy(int start, int end, String what) {
        for (int i = start; i < end; i++) {
            if (in[i] == '\r' || in[i] == 0) {
                throw Refused.bad(what + " holds " + (in[i] == 0 ? "a NUL" : "a carriage return"));
            }
            out.write(Ascii.isValue(in[i]) ? in[i] : ' ');
        }
    }

    private void endLine() {
        out.write('\r');
        out.write('\n');
    }
}
