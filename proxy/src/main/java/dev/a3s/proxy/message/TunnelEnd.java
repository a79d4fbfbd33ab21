package dev.a3s.proxy.message;

import io.netty.buffer.ByteBuf;

/**
 * One end of an upgraded connection, as the other end uses it: bytes pass both ways unread, each way ends by itself. A socket,
 * or a stream that was opened with extended CONNECT (RFC 8441). On the event loop of both ends.
 */
public interface TunnelEnd {

    /** Sends {@code bytes} on, and takes them over; they may stay here until {@link #flush}. */
    void write(ByteBuf bytes);

    void flush();

    /** Whether more can be written without piling up here. A change is reported by calling {@link #read} on the other end. */
    boolean isWritable();

    /** Reads on, or leaves what arrives at this end with its sender. */
    void read(boolean wanted);

    /** Ends this way behind what was written: FIN, or END_STREAM. The other way stays open. */
    void endOutput();

    /** Ends both ways behind what was written. */
    void close();
}
