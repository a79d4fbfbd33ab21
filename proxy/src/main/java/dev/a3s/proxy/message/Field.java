package dev.a3s.proxy.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header fields that the proxy reads or writes; {@link #OTHER} stands for all others, which it passes on unread. */
public enum Field {
    OTHER, HOST, DATE, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING, UPGRADE, EXPECT, TE, KEEP_ALIVE,
    PROXY_CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, HTTP2_SETTINGS, MAX_FORWARDS,
    ACCEPT, CONTENT_TYPE, VIA, FORWARDED, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO, X_FORWARDED_PORT,
    SEC_FETCH_MODE, LOCATION, CONTENT_LOCATION, REFRESH, ORIGIN, ACCESS_CONTROL_REQUEST_METHOD,
    ACCESS_CONTROL_REQUEST_HEADERS;

    private static final Field[] ALL = values();
    private static final Field[][] BY_LENGTH = byLength();

    private final String lowerCase = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The field whose name, case ignored, is {@code bytes[start, end)}. */
    public static Field named(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < BY_LENGTH.length) {
            for (var field : BY_LENGTH[length]) {
                if (Ascii.equals(field.lowerCase, bytes, start, end)) {
                    return field;
                }
            }
        }
        return OTHER;
    }

    /** A mask with the one bit that stands for this field in sets of fields. */
    @SuppressWarnings("EnumOrdinal") // the value never leaves the process
    public long bit() {
        return 1L << ordinal();
    }

    private static Field[][] byLength() {
        var lists = new ArrayList<List<Field>>();
        for (var field : ALL) {
            while (lists.size() <= field.lowerCase.length()) {
                lists.add(new ArrayList<>());
            }
            if (field != OTHER) {
                lists.get(field.lowerCase.length()).add(field);
            }
        }
        return lists.stream().map(list -> list.toArray(Field[]::new)).toArray(Field[][]::new);
    }
}
