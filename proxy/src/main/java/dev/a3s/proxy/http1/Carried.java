package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.ResponseHead;

/**
 * The exchange that an {@link UpstreamConnection} carries: what the connection has to know of it, and the calls by which the
 * connection hands over what has arrived. All calls are made on the event loop of both.
 */
interface Carried {
    /** Whether the whole request was written, so that its connection can carry another. */
    boolean isSent();

    /** Whether the request is a HEAD, whose response has no body. */
    boolean isHead();

    /** Whether the client takes chunks with their frames. */
    boolean takesChunks();

    /** Whether the whole request was written and it offers to change to another protocol. */
    boolean offersUpgrade();

    /** More of the request can be written again. */
    void upstreamWritable();

    /** An interim response (1xx, apart from 101) has arrived. */
    void interim(ResponseHead head);

    /**
     * The final response begins.
     *
     * @param whole the whole body, which the exchange owns from now on, if it has arrived with the head and is short; else null
     */
    void response(ResponseHead head, Framing framing, ByteBuf whole);

    /** A piece of the body has arrived, which the exchange owns from now on. */
    void responseBody(ByteBuf piece);

    /** The response is complete; its connection carries the exchange no more. */
    void responseEnd(Optional<FieldSection> trailer);

    /** No more of the response follows in this turn of the loop. */
    void flushToClient();

    /**
     * The upstream agreed to another protocol.
     *
     * @param rest what has arrived behind the head, which the exchange owns from now on
     */
    void upgraded(ResponseHead head, Optional<ByteBuf> rest);

    /** The connection sent something that must not be passed on. */
    void brokenResponse(String reason);

    /**
     * The connection ended before the response did.
     *
     * @param cause null if it ended in good order
     */
    void upstreamEnded(Throwable cause);

    /** What it would do to the exchange if its connection ended now. */
    DrainLimits.Hindrance hindrance();

    /** Another number each time a byte of the request has gone to the upstream, or one of the answer to the client. */
    long progress();

    /** What its request is, for a person. */
    String name();

    /**
     * The process at the other end of the connection is about to end: the request goes to the next one if it can, else the exchange
     * ends.
     *
     * @param restart whether there is to be a next one
     */
    void leave(boolean restart);
}
