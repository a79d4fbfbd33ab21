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
 * sent. {@code X-Forwarded-Host} and {@code -Proto} name what the first client used, so they are kept from a client on this
 * machine, which may be a tunnel or another service, and replaced from any other.
 */
public final class Forwarded {
    private static final long MERGED = HopByHop.bits(Field.X_FORWARDED_FOR);
    private static final long OUTERMOST = HopByHop.bits(Field.X_FORWARDED_HOST, Field.X_FORWARDED_PROTO);

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
        return trusted ? MERGED : MERGED | OUTERMOST;
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

    private byte[] build(FieldSection fields, String host, String via) {
        var before = fields.joined(Field.X_FORWARDED_FOR);
        var node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
        var lines = new StringBuilder()
                .append("X-Forwarded-For: ")
                .append(before.isEmpty() ? "" : before + ", ")
                .append(address)
                .append("\r\n");
        if (!trusted || !fields.has(Field.X_FORWARDED_HOST)) {
            lines.append("X-Forwarded-Host: ").append(host).append("\r\n");
        }
        if (!trusted || !fields.has(Field.X_FORWARDED_PROTO)) {
            lines.append("X-Forwarded-Proto: http\r\n");
        }
        lines.append("Forwarded: for=").append(node).append(";host=\"").append(host).append("\";proto=http\r\n");
        lines.append("Via: 1.1 ").append(via).append("\r\n");
        return Ascii.bytes(lines.toString());
    }
}
