package dev.a3s.proxy;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Carries one response to the client in a framing the client can read: as it came if possible, in chunks if it came until
 * close, and until close if it came in chunks and the client speaks HTTP/1.0 (RFC 9112 §6, §7.1).
 */
final class ResponseRelay {
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1");
    private static final byte[] END = Ascii.bytes("\r\n");
    private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");
    private static final byte[] UPGRADE = Ascii.bytes("Connection: Upgrade\r\n");

    private final ClientConnection client;
    private final RequestHead request;
    private boolean chunk;
    private boolean chunked;
    private boolean untilClose;
    private boolean keepAlive;
    private boolean started;
    private int status;
    private long bytes;

    ResponseRelay(ClientConnection client, RequestHead request) {
        this.client = client;
        this.request = request;
    }

    /** Whether chunks must be unpacked for this client. */
    boolean unchunks() {
        return request.minor() == 0;
    }

    /** Passes on 100 and 103, which HTTP/1.0 does not know (RFC 9110 §15.2). */
    void interim(ResponseHead head) {
        if (request.minor() == 1) {
            client.write(
                    rewrite(head, 0, HopByHop.bits(Field.CONTENT_LENGTH, Field.TRANSFER_ENCODING), new byte[][]{}));
        }
    }

    /** Passes on 101; what follows is no longer HTTP. */
    void upgraded(ResponseHead head) {
        started = true;
        status = 101;
        var protocol = Ascii.bytes("Upgrade: " + head.fields().joined(Field.UPGRADE) + "\r\n");
        client.write(rewrite(head, 0, HopByHop.bits(Field.CONTENT_LENGTH, Field.TRANSFER_ENCODING), protocol, UPGRADE));
    }

    /** @param whole the body, owned by this from here on, if it is to leave with the head; else null */
    void begin(ResponseHead head, Framing framing, ByteBuf whole) {
        started = true;
        status = head.status();
        chunked = framing instanceof Framing.Chunked && !unchunks();
        chunk = framing instanceof Framing.UntilClose && !unchunks();
        untilClose = unchunks() && (framing instanceof Framing.Chunked || framing instanceof Framing.UntilClose);
        keepAlive = request.keepsAlive() && !untilClose && !client.isLeaving();
        boolean nothing = head.status() == 204;
        long drop = nothing ? HopByHop.bits(Field.CONTENT_LENGTH, Field.TRANSFER_ENCODING) : 0;
        if (unchunks()) {
            drop |= Field.TRANSFER_ENCODING.bit();
        }
        var connection = keepAlive ? request.minor() == 0 ? KEEP_ALIVE : null : CLOSE;
        var upgrade = head.status() == 426 && head.fields().has(Field.UPGRADE)
                ? Ascii.bytes("Upgrade: " + head.fields().joined(Field.UPGRADE) + "\r\n")
                : null;
        var date = head.fields().has(Field.DATE) ? null : HttpDate.line(); // RFC 9110 §6.6.1
        int length = whole == null ? 0 : whole.readableBytes();
        var out = rewrite(head, length, drop, connection, chunk ? CHUNKED : null, upgrade, date);
        if (whole != null) {
            bytes = length;
            out.writeBytes(whole);
            whole.release();
        }
        client.write(out);
    }

    void body(ByteBuf piece) {
        int length = piece.readableBytes();
        bytes += length;
        if (chunk) {
            client.write(client.alloc().directBuffer(16).writeBytes(Ascii.bytes(Integer.toHexString(length) + "\r\n")));
            client.write(piece);
            client.write(client.alloc().directBuffer(2).writeBytes(END));
        } else {
            client.write(piece);
        }
    }

    void end(Optional<FieldSection> trailer) {
        if (chunk || chunked) {
            client.write(lastChunk(client.alloc(), trailer));
        }
    }

    /** What ends a chunked body, with the parts of its trailer that may be passed on. */
    static ByteBuf lastChunk(ByteBufAllocator alloc, Optional<FieldSection> trailer) {
        var out = alloc.directBuffer(16 + trailer.map(fields -> fields.bytes().length).orElse(0));
        out.writeBytes(LAST_CHUNK);
        trailer.ifPresent(fields -> HopByHop.copyTrailer(fields, out));
        return out.writeBytes(END);
    }

    /** Whether a final response's head was handed to the client, so that nothing else can be answered any more. */
    boolean hasStarted() {
        return started;
    }

    /** Whether the client takes the end of its connection for the end of this response (RFC 9112 §6.3, rule 8). */
    boolean lastsUntilClose() {
        return untilClose;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    int status() {
        return status;
    }

    long bytes() {
        return bytes;
    }

    private ByteBuf rewrite(ResponseHead head, int room, long drop, byte[]... added) {
        var fields = head.fields();
        var out = client.alloc().directBuffer(fields.bytes().length + 128 + room);
        out.writeBytes(VERSION).writeBytes(fields.bytes(), VERSION.length, fields.lineStart(0) - VERSION.length);
        HopByHop.copy(fields, drop, out);
        for (var line : added) {
            if (line != null) {
                out.writeBytes(line);
            }
        }
        return out.writeBytes(END);
    }
}
