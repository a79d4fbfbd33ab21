package dev.a3s.proxy.page;

import java.util.Locale;

import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.FieldSection;

/** The form of the proxy's own answers: what a browser, a program or a person at a terminal can read. */
public enum PageFormat {
    HTML("text/html; charset=utf-8"),
    JSON("application/json"),
    TEXT("text/plain; charset=utf-8");

    private final String contentType;

    PageFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** The first of HTML, JSON and text that {@code Accept} names outright (RFC 9110 §12.5.1); text for {@code *}{@code /*}. */
    public static PageFormat of(FieldSection fields) {
        var accept = fields.joined(Field.ACCEPT).toLowerCase(Locale.ROOT);
        if (names(accept, "text/html") || names(accept, "application/xhtml+xml")) {
            return HTML;
        }
        return names(accept, "application/json") || accept.contains("+json") ? JSON : TEXT;
    }

    private static boolean names(String accept, String type) {
        for (var element : accept.split(",", -1)) {
            var parts = element.split(";", -1);
            if (parts[0].strip().equals(type)) {
                return !element.replace(" ", "").matches(".*;q=0(\\.0*)?(;.*)?");
            }
        }
        return false;
    }
}
