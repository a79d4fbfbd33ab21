package dev.a3s.proxy.http1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.a3s.proxy.message.Ascii;

/** Makes the field {@code Date} with the present second, in the form of RFC 9110 §5.6.7. Any thread may use it. */
final class HttpDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static volatile HttpDate latest = new HttpDate(0);

    private final long second;
    private final byte[] line;

    private HttpDate(long second) {
        this.second = second;
        this.line = Ascii.bytes("Date: " + FORM.format(Instant.ofEpochSecond(second)) + "\r\n");
    }

    /** A whole line with its line end. All callers share the array for a second, so none may write to it. */
    static byte[] line() {
        long second = System.currentTimeMillis() / 1000;
        var date = latest;
        if (date.second != second) {
            date = new HttpDate(second);
            latest = date;
        }
        return date.line;
    }
}
