package dev.a3s.proxy.page;

/** Addresses that pages link to. */
final class PageLinks {

    private PageLinks() {}

    /** @param port as {@code :7080}, or empty for 80 */
    static String url(String name, String port) {
        return "http://" + name + port + "/";
    }
}
