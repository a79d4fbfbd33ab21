package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Authority;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.RequestHead;

/**
 * Makes the head of a request that the upstream gets: the client's bytes without the fields that end at the proxy, and with
 * those that the proxy adds.
 */
final class RequestRewrite {
    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] END = Ascii.bytes("\r\n");
    private static final byte[] UPGRADE = Ascii.bytes("Connection: Upgrade\r\n");
    private static final byte[] TRAILERS = Ascii.bytes("Connection: TE\r\nTE: trailers\r\n");
    private static final byte[] BOTH = Ascii.bytes("Connection: Upgrade, TE\r\nTE: trailers\r\n");

    private RequestRewrite() {}

    /**
     * The protocols that a request offers to change to; empty if none or if {@code h2c} is among them: HTTP/2 has withdrawn it (RFC
     * 9113 §3.1), and it would carry requests that the proxy never sees.
     */
    static String upgrade(RequestHead head) {
        var fields = head.fields();
        boolean offers = head.minor() == 1 && fields.has(Field.UPGRADE) && fields.lists(Field.CONNECTION, "upgrade");
        return offers && !fields.lists(Field.UPGRADE, "h2c") ? fields.joined(Field.UPGRADE) : "";
    }

    /** Makes the head, in a new buffer that the caller owns. */
    static ByteBuf head(ByteBufAllocator alloc, RequestHead head, Authority authority, Forwarded forwarded,
            String via) {
        var fields = head.fields();
        var added = forwarded.lines(fields, authority, via);
        var out = alloc.directBuffer(head.bytes().length + added.length + 128);
        boolean absolute = authority.isAbsolute(head);
        out.writeBytes(head.bytes(), 0, absolute ? head.targetStart() : head.targetEnd());
        if (absolute) {
            writePath(head, authority, out);
        }
        out.writeBytes(VERSION);
        long drop = forwarded.replaced();
        if (absolute) {
            drop |= Field.HOST.bit();
            out.writeBytes(Ascii.bytes("Host: " + authority.text() + "\r\n"));
        }
        if (head.minor() == 0) {
            drop |= Field.EXPECT.bit();
        }
        if (Hops.areCounted(head)) {
            drop |= Field.MAX_FORWARDS.bit();
            out.writeBytes(Ascii.bytes("Max-Forwards: " + (Hops.left(head) - 1) + "\r\n"));
        }
        HopByHop.copy(fields, drop, out);
        writeConnection(head, out);
        out.writeBytes(added);
        out.writeBytes(END);
        return out;
    }

    /** The origin form of an absolute target (RFC 9112 §3.2.1). */
    private static void writePath(RequestHead head, Authority authority, ByteBuf out) {
        boolean hasPath = authority.end() < head.targetEnd() && head.bytes()[authority.end()] == '/';
        boolean bare = authority.end() == head.targetEnd();
        if (!hasPath) {
            out.writeByte(bare && head.method().equals("OPTIONS") ? '*' : '/');
        }
        out.writeBytes(head.bytes(), authority.end(), head.targetEnd() - authority.end());
    }

    private static void writeConnection(RequestHead head, ByteBuf out) {
        var upgrade = upgrade(head);
        boolean trailers = head.fields().has(Field.TE) && head.fields().lists(Field.TE, "trailers");
        if (!upgrade.isEmpty()) {
            out.writeBytes(Ascii.bytes("Upgrade: " + upgrade + "\r\n"));
            out.writeBytes(trailers ? BOTH : UPGRADE);
        } else if (trailers) {
            out.writeBytes(TRAILERS);
        }
    }
}
