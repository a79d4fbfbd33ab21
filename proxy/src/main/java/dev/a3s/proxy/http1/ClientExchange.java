package dev.a3s.proxy.http1;

import java.util.Optional;
import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.RequestHead;
import dev.a3s.proxy.message.ResponseHead;
import dev.a3s.proxy.message.TunnelEnd;

/**
 * Writes the answer of one exchange to a client of HTTP/1.1 or 1.0, framed so that the client can read it (RFC 9112 §6, §7.1): as
 * the upstream framed it if possible; in chunks if the upstream ends it by closing; and ended by closing if the upstream sends
 * chunks and the client speaks HTTP/1.0.
 */
final class ClientExchange implements Downstream {

    /** What the exchange's connection does for it. */
    interface Connection {
        /** See {@link Downstream#resume}. */
        void resume();

        /** See {@link Downstream#isReading}. */
        boolean isReading();

        /** Whether the client has ended its side and all that it sent is read. */
        boolean isLeaving();

        /** Throws away what has arrived of the request's body; returns whether the body is complete with that. */
        boolean discardBody();

        /** The exchange is over. */
        void exchangeEnded(boolean keepAlive);

        /**
         * Ends the connection in the middle of an answer, behind what was sent of it: HTTP/1.1 has no other way to say that an
         * answer is not complete.
         *
         * @param untilClose whether the end of the connection would end the answer properly, so that it must be reset instead
         */
        void abort(boolean untilClose);

        /** See {@link Downstream#tunnel}. */
        void becomeTunnel(TunnelEnd upstream, LongConsumer ended);
    }

    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final ClientSocket socket;
    private final RequestHead request;
    /** Whether the upstream sends plain content that this exchange puts in chunks. */
    private boolean chunk;
    /** Whether the upstream sends chunks, which are passed on with their frames. */
    private boolean chunked;
    /** Whether the answer ends with the client's connection. */
    private boolean untilClose;
    private boolean keepAlive;

    ClientExchange(Connection connection, ClientSocket socket, RequestHead request) {
        this.connection = connection;
        this.socket = socket;
        this.request = request;
    }

    @Override
    public void resume() {
        connection.resume();
    }

    @Override
    public boolean isReading() {
        return connection.isReading();
    }

    @Override
    public boolean takesChunks() {
        return request.minor() == 1;
    }

    /** Passes on 100 and 103, which HTTP/1.0 does not know (RFC 9110 §15.2). */
    @Override
    public void interim(ResponseHead head) {
        if (request.minor() == 1) {
            socket.write(ResponseRewrite.head(socket.alloc(), head, 0, ResponseRewrite.FRAMING));
        }
    }

    @Override
    public void begin(ResponseHead head, Framing framing, ByteBuf whole) {
        chunked = framing instanceof Framing.Chunked && takesChunks();
        chunk = framing instanceof Framing.UntilClose && takesChunks();
        untilClose = !takesChunks() && (framing instanceof Framing.Chunked || framing instanceof Framing.UntilClose);
        keepAlive = request.keepsAlive() && !untilClose && !connection.isLeaving();
        long drop = head.status() == 204 ? ResponseRewrite.FRAMING : 0;
        if (!takesChunks() || head.status() == 304) {
            drop |= Field.TRANSFER_ENCODING.bit();
        }
        boolean offers = head.status() == 426 && head.fields().has(Field.UPGRADE);
        var upgrade = offers ? ResponseRewrite.upgrade(head) : null;
        var date = head.fields().has(Field.DATE) ? null : HttpDate.line(); // RFC 9110 §6.6.1
        int length = whole == null ? 0 : whole.readableBytes();
        var out = ResponseRewrite.head(socket.alloc(), head, length, drop, connectionLine(),
                chunk ? ResponseRewrite.CHUNKED : null, upgrade, date);
        if (whole != null) {
            out.writeBytes(whole);
            whole.release();
        }
        socket.write(out);
    }

    private byte[] connectionLine() {
        if (!keepAlive) {
            return ResponseRewrite.CLOSE;
        }
        return request.minor() == 0 ? ResponseRewrite.KEEP_ALIVE : null;
    }

    @Override
    public void body(ByteBuf piece) {
        if (chunk) {
            socket.write(Chunks.before(socket.alloc(), piece.readableBytes()));
            socket.write(piece);
            socket.write(Chunks.after(socket.alloc()));
        } else {
            socket.write(piece);
        }
    }

    @Override
    public void end(Optional<FieldSection> trailer) {
        if (chunk || chunked) {
            socket.write(Chunks.last(socket.alloc(), trailer));
        }
        socket.flush();
    }

    @Override
    public void answer(ResponseHead head, byte[] body) {
        keepAlive = connection.discardBody() && request.keepsAlive() && !connection.isLeaving();
        socket.write(ResponseRewrite.own(socket.alloc(), head, request.isHead() ? NOTHING : body, connectionLine()));
        socket.flush();
    }

    @Override
    public void stream(ResponseHead head) {
        socket.write(ResponseRewrite.head(socket.alloc(), head, 0, 0, connectionLine()));
    }

    @Override
    public void flush() {
        socket.flush();
    }

    @Override
    public boolean isWritable() {
        return socket.isWritable();
    }

    @Override
    public long unsent() {
        return socket.unsent();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void abort() {
        connection.abort(untilClose);
    }

    @Override
    public void release() {
        connection.exchangeEnded(keepAlive);
    }

    @Override
    public TunnelEnd upgrade(ResponseHead head) {
        socket.write(ResponseRewrite.upgraded(socket.alloc(), head));
        return socket.tunnelEnd();
    }

    @Override
    public void tunnel(TunnelEnd upstream, LongConsumer ended) {
        connection.becomeTunnel(upstream, ended);
    }

    @Override
    public int port() {
        return socket.port();
    }
}
