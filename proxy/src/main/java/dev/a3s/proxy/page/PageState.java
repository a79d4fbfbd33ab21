package dev.a3s.proxy.page;

import java.util.Locale;

/** How a name is served; a page is asked for again when this is no longer what it was when the page was made. */
enum PageState {
    /** The name leads nowhere. */
    UNKNOWN,
    /** Requests wait. */
    HELD,
    /** Requests are answered with a page at once. */
    UNAVAILABLE,
    /** The service should listen, but does not. */
    UNREACHABLE,
    /** The service accepts connections. */
    READY;

    /** The state as the page's script compares it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
