package dev.a3s.config;

import java.util.regex.Pattern;

/** What a listener can bind: an address, or a name that the system resolves to one. */
public final class HostAddress {
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern LOOKS_NUMERIC = Pattern.compile("[0-9.]+");
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f:]{2,39}(%[A-Za-z0-9]{1,16})?\\]?");

    private HostAddress() {}

    /** Whether {@code text} has the form of one; nothing is resolved. */
    public static boolean isValid(String text) {
        if (LOOKS_NUMERIC.matcher(text).matches()) {
            return IPV4.matcher(text).matches();
        }
        return text.contains(":") ? IPV6.matcher(text).matches() : HOST_NAME.matcher(text).matches();
    }
}
