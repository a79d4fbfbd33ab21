package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.Refused;
import dev.a3s.proxy.message.RequestHead;

/** Reads one request after the other from what a client has sent; each call reads one head or one piece of a body. */
final class RequestReader {
    private final HeadReader heads = HeadReader.ofRequests();
    private final UnreadBytes pending = new UnreadBytes();
    private BodyReader body = BodyReader.ofRequest(Framing.NONE);

    void add(ByteBufAllocator alloc, ByteBuf arrived) {
        pending.add(alloc, arrived);
    }

    /** What has arrived and was not read yet. */
    UnreadBytes pending() {
        return pending;
    }

    /** The next request's head, or nothing if it is not complete. */
    Optional<RequestHead> head() {
        skipEmptyLines();
        var head = heads.read(pending.bytes());
        if (head == null) {
            refuseOtherProtocols();
            return Optional.empty();
        }
        return Optional.of(RequestHead.read(head));
    }

    /** Empty lines before a request are no part of it (RFC 9112 §2.2). */
    private void skipEmptyLines() {
        var bytes = pending.bytes();
        while (bytes.readableBytes() >= 2 && bytes.getByte(bytes.readerIndex()) == '\r'
                && bytes.getByte(bytes.readerIndex() + 1) == '\n') {
            bytes.skipBytes(2);
        }
    }

    /**
     * Refuses bytes that begin like no request, as those of TLS do, without waiting for the end of a line, which may never
     * come.
     */
    private void refuseOtherProtocols() {
        var bytes = pending.bytes();
        if (bytes.isReadable()) {
            byte first = bytes.getByte(bytes.readerIndex());
            if (!Ascii.isToken(first) && first != '\r') {
                throw Refused.bad("it does not begin like HTTP; https:// is not offered here");
            }
        }
    }

    void startBody(Framing framing) {
        body = BodyReader.ofRequest(framing);
    }

    /** The body's next piece, owned by the caller, or null if none has arrived or the body is done. */
    ByteBuf piece() {
        return body.next(pending.bytes());
    }

    boolean isBodyDone() {
        return body.isDone();
    }

    Optional<FieldSection> trailer() {
        return body.trailer();
    }

    /** Throws away what has arrived of a body that is not passed on; returns whether the body is complete with that. */
    boolean discardBody() {
        try {
            for (var piece = piece(); piece != null; piece = piece()) {
                piece.release();
            }
            return body.isDone();
        } catch (Refused refusal) {
            return false;
        }
    }
}
