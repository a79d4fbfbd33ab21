package dev.a3s.proxy.http1;

import java.net.InetSocketAddress;
import java.util.Arrays;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Authority;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.FieldSection;

/**
 * Makes the fields that name to the upstream what it cannot see itself: the client's address, the host and scheme that the client
 * used, and the proxies on the way. There is one object per client connection: its requests mostly need the same lines, which are
 * built once.
 *
 * <p>{@code X-Forwarded-For}, {@code Forwarded} (RFC 7239) and {@code Via} (RFC 9110 §7.6.3) are appended to what the client
 * sent. {@code X-Forwarded-Host}, {@code -Proto} and {@code -Port} name what the first client used, so they are kept from a client
 * on this machine, which may be a tunnel or another service, and replaced from any other; {@code Forwarded} names the same host and
 * scheme as they do, and is not kept from any other client either.
 */
public final class Forwarded {
    private static final long MERGED = HopByHop.bits(Field.X_FORWARDED_FOR);
    private static final long OUTERMOST = HopByHop.bits(Field.X_FORWARDED_HOST, Field.X_FORWARDED_PROTO,
            Field.X_FORWARDED_PORT);

    private final String address;
    private final boolean trusted;
    private byte[] lastHost = {};
    private String lastVia = "";
    private byte[] lastLines = {};

    public Forwarded(InetSocketAddress client) {
        var ip = client.getAddress();
        this.trusted = ip.isLoopbackAddress();
        var text = ip.getHostAddress();
        int scope = text.indexOf('%');
        var plain = scope < 0 ? text : text.substring(0, scope);
        this.address = plain.equals("0:0:0:0:0:0:0:1") ? "::1" : plain;
    }

    /** The {@link Field#bit bits} of the client's fields that are left out because {@link #lines} replaces them. */
    long replaced() {
        return trusted ? MERGED : MERGED | OUTERMOST | Field.FORWARDED.bit();
    }

    /** The lines to add, each with its line end. */
    byte[] lines(FieldSection fields, Authority authority, String via) {
        boolean usual = !fields.hasAny(MERGED | OUTERMOST);
        boolean same = usual && via.equals(lastVia)
                && Arrays.equals(lastHost, 0, lastHost.length, authority.bytes(), authority.start(), authority.end());
        if (same) {
            return lastLines;
        }
        var lines = build(fields, authority.text(), via);
        if (usual) {
            lastHost = Arrays.copyOfRange(authority.bytes(), authority.start(), authority.end());
            lastVia = via;
            lastLines = lines;
        }
        return lines;
    }

    /** The scheme, host and port that the first client used; empty if none is named. */
    String origin(FieldSection fields, Authority authority) {
        var host = kept(fields, Field.X_FORWARDED_HOST, authority.text());
        return host.isEmpty() ? "" : kept(fields, Field.X_FORWARDED_PROTO, "http") + "://" + host;
    }

    private byte[] build(FieldSection fields, String named, String via) {
        var before = fields.joined(Field.X_FORWARDED_FOR);
        var node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
        var host = kept(fields, Field.X_FORWARDED_HOST, named);
        var proto = kept(fields, Field.X_FORWARDED_PROTO, "http");
        var lines = new StringBuilder()
                .append("X-Forwarded-For: ")
                .append(before.isEmpty() ? "" : before + ", ")
                .append(address)
                .append("\r\n");
        if (!trusted || !fields.has(Field.X_FORWARDED_HOST)) {
            lines.append("X-Forwarded-Host: ").append(named).append("\r\n");
        }
        if (!trusted || !fields.has(Field.X_FORWARDED_PROTO)) {
            lines.append("X-Forwarded-Proto: http\r\n");
        }
        if (!trusted || !fields.has(Field.X_FORWARDED_PORT)) {
            lines.append("X-Forwarded-Port: ").append(port(host, proto)).append("\r\n");
        }
        lines.append("Forwarded: for=").append(node)
                .append(";host=\"").append(host.replaceAll("[\"\\\\]", "\\\\$0"))
                .append("\";proto=").append(proto.matches("[A-Za-z0-9+.-]+") ? proto : "http").append("\r\n");
        lines.append("Via: 1.1 ").append(via).append("\r\n");
        return Ascii.bytes(lines.toString());
    }

    /** The first element of a field that is kept from a trusted client, which is what the first client used; else {@code own}. */
    private String kept(FieldSection fields, Field field, String own) {
        var first = trusted ? fields.joined(field).split(",", 2)[0].strip() : "";
        return first.isEmpty() ? own : first;
    }

    private static String port(String host, String proto) {
        int colon = host.lastIndexOf(':');
        boolean given = colon > host.lastIndexOf(']') && colon + 1 < host.length();
        if (given) {
            return host.substring(colon + 1);
        }
        return proto.equalsIgnoreCase("https") || proto.equalsIgnoreCase("wss") ? "443" : "80";
    }
}
