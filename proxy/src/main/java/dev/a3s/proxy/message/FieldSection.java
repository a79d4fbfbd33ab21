package dev.a3s.proxy.message;

import java.util.Arrays;

/**
 * The field section of a head or of a trailer: an index of its lines in the bytes in which it came. The bytes are read once,
 * and the lines that are passed on are copied from them in long runs.
 *
 * <p>Only the strict form of RFC 9112 §5 is read: a name is a token directly followed by a colon, a line ends with CR LF. Folded
 * lines and control characters are refused.
 */
public final class FieldSection {
    /** More fields than this in a request's head or in a trailer are refused with 431. */
    public static final int MAX_COUNT = 256;
    /** More fields than this in a response's head are refused. */
    static final int MAX_COUNT_OF_RESPONSE = 2048;
    private static final int WIDTH = 4;

    private final byte[] bytes;
    private final int max;
    private Field[] known = new Field[16];
    private int[] index = new int[16 * WIDTH];
    private int count;
    private long present;
    private int end;

    private FieldSection(byte[] bytes, int max) {
        this.bytes = bytes;
        this.max = max;
    }

    /** Reads the section that starts at {@code from} and ends with the empty line that ends {@code bytes}. */
    public static FieldSection read(byte[] bytes, int from) {
        return read(bytes, from, MAX_COUNT);
    }

    /** The same for a section that may have {@code max} fields. */
    static FieldSection read(byte[] bytes, int from, int max) {
        var fields = new FieldSection(bytes, max);
        int at = from;
        while (bytes[at] != '\r') {
            at = fields.readLine(at);
        }
        if (at != bytes.length - 2) {
            throw Refused.bad("a carriage return stands where a field should");
        }
        fields.end = at;
        return fields;
    }

    private int readLine(int start) {
        int at = start;
        while (Ascii.isToken(bytes[at])) {
            at++;
        }
        int colon = at;
        if (bytes[colon] != ':' || colon == start) {
            throw Refused.bad(complaint(start, colon));
        }
        at++;
        while (Ascii.isBlank(bytes[at])) {
            at++;
        }
        int value = at;
        while (Ascii.isValue(bytes[at])) {
            at++;
        }
        if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
            throw Refused.bad("the value of field " + Ascii.text(bytes, start, colon) + " holds a control character");
        }
        int valueEnd = at;
        while (valueEnd > value && Ascii.isBlank(bytes[valueEnd - 1])) {
            valueEnd--;
        }
        add(Field.named(bytes, start, colon), start, colon, value, valueEnd);
        return at + 2;
    }

    private String complaint(int start, int stop) {
        if (stop > start) {
            return Ascii.isBlank(bytes[stop])
                    ? "there is white space between the name " + Ascii.text(bytes, start, stop) + " and its colon"
                    : "a field name holds a character that is not allowed in it";
        }
        return Ascii.isBlank(bytes[stop]) ? "a field is folded over several lines" : "a field has no name";
    }

    private void add(Field field, int start, int colon, int value, int valueEnd) {
        if (count == max) {
            throw new Refused(431, "there are more than " + max + " fields");
        }
        if (count == known.length) {
            known = Arrays.copyOf(known, count * 2);
            index = Arrays.copyOf(index, index.length * 2);
        }
        known[count] = field;
        int slot = count++ * WIDTH;
        index[slot] = start;
        index[slot + 1] = colon;
        index[slot + 2] = value;
        index[slot + 3] = valueEnd;
        present |= field.bit();
    }

    public byte[] bytes() {
        return bytes;
    }

    public int count() {
        return count;
    }

    public Field field(int i) {
        return known[i];
    }

    /** Where the line of field {@code i} starts; for {@code i == count()} where the section's empty line does. */
    public int lineStart(int i) {
        return i == count ? end : index[i * WIDTH];
    }

    public int valueStart(int i) {
        return index[i * WIDTH + 2];
    }

    public int valueEnd(int i) {
        return index[i * WIDTH + 3];
    }

    public String name(int i) {
        return Ascii.text(bytes, index[i * WIDTH], index[i * WIDTH + 1]);
    }

    public String value(int i) {
        return Ascii.text(bytes, valueStart(i), valueEnd(i));
    }

    public boolean has(Field field) {
        return (present & field.bit()) != 0;
    }

    /** Whether any of the fields in a mask of {@link Field#bit bits} is there. */
    public boolean hasAny(long mask) {
        return (present & mask) != 0;
    }

    /** The first line of {@code field}, or -1. */
    public int first(Field field) {
        if (has(field)) {
            for (int i = 0; i < count; i++) {
                if (known[i] == field) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** How many lines {@code field} has. */
    public int lines(Field field) {
        int lines = 0;
        if (has(field)) {
            for (int i = 0; i < count; i++) {
                lines += known[i] == field ? 1 : 0;
            }
        }
        return lines;
    }

    /** The values of all lines of {@code field}, joined by commas (RFC 9110 §5.3); empty if there is none. */
    public String joined(Field field) {
        if (!has(field)) {
            return "";
        }
        var joined = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (known[i] == field && valueEnd(i) > valueStart(i)) {
                joined.append(joined.isEmpty() ? "" : ", ").append(value(i));
            }
        }
        return joined.toString();
    }

    /**
     * Whether the comma-separated list in {@code field} holds {@code token}, which is in lower case; the list's case is
     * ignored.
     */
    public boolean lists(Field field, String token) {
        return anyElement(field, (start, end) -> Ascii.equals(token, bytes, start, end));
    }

    /** Tests one element of a list, which is given by its place in {@link #bytes}. */
    public interface ElementTest {
        boolean test(int start, int end);
    }

    /** Whether any element, empty ones included, of the comma-separated lists in the lines of {@code field} passes {@code test}. */
    public boolean anyElement(Field field, ElementTest test) {
        if (!has(field)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (known[i] == field && anyElement(valueStart(i), valueEnd(i), test)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyElement(int from, int to, ElementTest test) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || bytes[at] == ',') {
                int end = at;
                while (start < end && Ascii.isBlank(bytes[start])) {
                    start++;
                }
                while (start < end && Ascii.isBlank(bytes[end - 1])) {
                    end--;
                }
                if (test.test(start, end)) {
                    return true;
                }
                start = at + 1;
            }
        }
        return false;
    }
}
