package dev.a3s.proxy.message;

import io.netty.buffer.ByteBuf;

/**
 * One end of an upgraded connection, as the other end uses it: bytes pass both ways unread, and each direction ends by itself. A socket,
 * or a stream that was opened with extended CONNECT (RFC 8441). On the event loop of both ends.
 */
public interface TunnelEnd {

    /** Writes {@code bytes} and takes them over; they may be kept in memory until {@link #flush}. */
    void write(ByteBuf bytes);

    void flush();

    /** Whether more can be written without being kept in memory. A change is reported by calling {@link #read} on the other end. */
    boolean isWritable();

    /** Reads from this end, or stops reading, so that what is sent to it stays with its sender. */
    void read(boolean wanted);

    /** Ends the direction towards this end behind what was written, by FIN or END_STREAM. The other direction stays open. */
    void endOutput();

    /** Ends both directions behind what was written. */
    void close();
}
