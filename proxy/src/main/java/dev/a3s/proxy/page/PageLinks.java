package dev.a3s.proxy.page;

import dev.a3s.proxy.KnownNames;

/** Addresses that pages link to. */
final class PageLinks {

    private PageLinks() {}

    /** @param port as {@code :7080}, or empty for 80 */
    static String url(String name, String port) {
        return "http://" + name + port + "/";
    }

    /** The URL of {@code name}, or the address of a service that does not speak HTTP, as text. */
    static String listed(KnownNames names, String name, String port) {
        var address = names.addresses().get(name);
        return address == null ? url(name, port) : text(name, address);
    }

    /** Such as {@code 127.0.0.1:6379 (redis, not HTTP)}. */
    static String text(String name, String address) {
        return address + " (" + name.substring(0, Math.max(0, name.indexOf('.'))) + ", not HTTP)";
    }
}
