package dev.a3s.proxy.message;

import java.util.Optional;
import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;

/**
 * The client's side of one exchange: what a relay, and a page's events, write their answer to. A connection of HTTP/1.1, which
 * has one exchange at a time, or one of the streams of an HTTP/2 connection.
 *
 * <p>All calls, in both directions, are made on the event loop of the client's connection, which is the upstream's too. None
 * may block, and each may be made from within another.
 *
 * <h2>What an implementor owes</h2>
 *
 * <ul>
 * <li><b>The head.</b> The request is given to the relay as a {@link RequestHead}, read from text in the form of HTTP/1.1. A
 * stream writes its pseudo-header fields and its fields in that form and has it read: so what HTTP/1.1 cannot carry, such as a
 * line feed in a value, is refused before it reaches a service.
 * <li><b>The body.</b> Pieces go to the relay only while it takes them, in the order in which they came and in the form that
 * the {@link Framing} names. A stream without {@code Content-Length} is {@link Framing.Chunked} and puts a chunk's frame around
 * each piece; one with it checks that as many bytes come (RFC 9113 §8.1.1). No more than {@link #MAX_PENDING} bytes may be kept
 * for a relay that takes none: a connection leaves the socket alone, a stream sends no WINDOW_UPDATE. When the relay has taken
 * all, the end of the body is reported to it with the trailer; the relay writes the last chunk itself.
 * <li><b>Flow control.</b> {@link #isWritable} says whether more of the answer can be sent without piling up here: for a
 * stream, whether both its window and the connection's are open. Each change is reported to the relay, on the same loop.
 * <li><b>The end.</b> A client that has left, by the end of its connection or by RST_STREAM, is reported to the relay once, unless
 * the exchange has been {@link #release released}. After that all calls do nothing and buffers are released.
 * <li><b>Buffers.</b> Those that are handed over are the implementor's to release, also when nothing can be sent any more.
 * </ul>
 *
 * <p>The calls for one exchange are: any number of {@link #interim}; then {@link #begin}, {@link #body} as often as there are
 * pieces, {@link #end}, or {@link #answer} alone; then {@link #release}. {@link #abort} may come instead of any of them but the
 * first, and is the last then. After {@link #upgrade} follows {@link #tunnel} alone.
 */
public interface Downstream {
    /** Most bytes of a request's body that are kept in memory while the relay takes none of it. */
    int MAX_PENDING = 64 * 1024;

    // The request

    /** Hands the relay what has arrived of the request's body; called when the relay can take more than before. */
    void resume();

    /** Whether the client's bytes are being read in this turn of the event loop; at the turn's end the relay is asked to flush. */
    boolean isReading();

    // The answer

    /** Whether chunks may be passed on with their frames; otherwise {@link #body} gets their content alone. */
    boolean takesChunks();

    /** Passes on an answer of the class 1xx, 101 apart, if the client can understand it. */
    void interim(ResponseHead head);

    /**
     * Passes on the head of the answer, without the fields that end at the proxy.
     *
     * @param framing how the upstream ends the body; the client may be given another framing
     * @param whole the whole body, if it is short enough to be sent in one buffer with the head; else null
     */
    void begin(ResponseHead head, Framing framing, ByteBuf whole);

    /** Passes on a piece of the body, in chunks' frames if the upstream sends chunks and {@link #takesChunks} says so. */
    void body(ByteBuf piece);

    /** Ends the answer, and flushes it. */
    void end(Optional<FieldSection> trailer);

    /** Sends an answer of the proxy's own and flushes it, without waiting for what is missing of the request. */
    void answer(ResponseHead head, byte[] body);

    /** Begins an answer of the proxy's own that lasts until the client leaves; {@link #body} sends its content. */
    void stream(ResponseHead head);

    void flush();

    /** Whether more can be written without being kept in the proxy's memory. */
    boolean isWritable();

    /** How many bytes the client must take before more can be written; 0 if it {@link #isWritable}. */
    long unsent();

    /** Whether the client is still connected; what is written to one that is not is dropped. */
    boolean isOpen();

    /** Breaks off an answer that has begun, in a way that no client can take for its proper end. */
    void abort();

    /** The exchange is over and its answer ended: the next request on this connection may be read. */
    void release();

    // The upgrade

    /** Passes on 101. What is written to the returned end follows it. */
    TunnelEnd upgrade(ResponseHead head);

    /**
     * From here on all bytes from the client go to {@code upstream}, those first that have arrived already.
     *
     * @param ended called once with the number of bytes that the client has sent, when its end is closed
     */
    void tunnel(TunnelEnd upstream, LongConsumer ended);

    // The client

    /** The port that the client has connected to, for links to other names. */
    int port();
}
