package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.Refused;

/**
 * Walks the wire form of one body and cuts it from what follows. Nothing is copied: pieces are slices of what arrived.
 *
 * <p>A chunked body is passed on as it came, sizes and all, once its framing was checked; only what ends it is held back,
 * because the trailer is filtered. A line of chunk framing is passed on whole or not at all; a response's that is not strict is
 * replaced by one that is.
 */
final class BodyReader {
    private enum State {
        FIXED, UNTIL_CLOSE, SIZE, DATA, DATA_END, TRAILER, DONE
    }

    /** Whether the body is a response's, whose chunk lines and trailer may be padded. */
    private final boolean lenient;
    private final boolean unchunk;
    private State state;
    private long remaining;
    private HeadReader trailers;
    private Optional<FieldSection> trailer = Optional.empty();

    private BodyReader(Framing framing, boolean lenient, boolean unchunk) {
        this.lenient = lenient;
        this.unchunk = unchunk;
        switch (framing) {
            case Framing.None _ -> state = State.DONE;
            case Framing.Fixed(var length) -> {
                state = State.FIXED;
                remaining = length;
            }
            case Framing.Chunked _ -> state = State.SIZE;
            case Framing.UntilClose _ -> state = State.UNTIL_CLOSE;
        }
    }

    static BodyReader ofRequest(Framing framing) {
        return new BodyReader(framing, false, false);
    }

    /** @param unchunk whether to give out the content of chunks alone, for a receiver that does not take their frames */
    static BodyReader ofResponse(Framing framing, boolean unchunk) {
        return new BodyReader(framing, true, unchunk);
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Whether the end of the connection would now end the body properly. */
    boolean mayEndHere() {
        return state == State.DONE || state == State.UNTIL_CLOSE;
    }

    /** The trailer of a chunked body that is done; empty if the body is of another kind. */
    Optional<FieldSection> trailer() {
        return trailer;
    }

    /**
     * The next piece, as long as can be, owned by the caller; null if more must arrive first or the body is done.
     *
     * @throws Refused if the chunks are malformed
     */
    ByteBuf next(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        int at = start;
        while (true) {
            switch (state) {
                case FIXED, DATA -> {
                    int length = (int) Math.min(remaining, end - at);
                    remaining -= length;
                    at += length;
                    if (remaining == 0) {
                        state = state == State.FIXED ? State.DONE : State.DATA_END;
                    }
                    if (state != State.DATA_END || unchunk) {
                        return take(in, at);
                    }
                }
                case UNTIL_CLOSE -> {
                    return take(in, end);
                }
                case SIZE -> {
                    int line = ChunkLine.end(in, at, end);
                    if (line < 0) {
                        return take(in, at);
                    }
                    boolean strict = readSize(in, at, line);
                    state = remaining == 0 ? State.TRAILER : State.DATA;
                    if (!strict && state == State.DATA && !unchunk) {
                        var before = in.readRetainedSlice(at - in.readerIndex());
                        in.readerIndex(line);
                        return Unpooled.wrappedBuffer(before, Chunks.before(in.alloc(), remaining));
                    }
                    if (state == State.TRAILER || unchunk) {
                        var piece = take(in, at);
                        in.readerIndex(line);
                        if (piece != null) {
                            return piece;
                        }
                    }
                    at = line;
                }
                case DATA_END -> {
                    if (!ChunkLine.isDataEnd(in, at, end)) {
                        return take(in, at);
                    }
                    at += 2;
                    if (unchunk) {
                        in.readerIndex(at);
                    }
                    state = State.SIZE;
                }
                case TRAILER -> {
                    trailers = trailers == null ? HeadReader.ofTrailer(lenient) : trailers;
                    var section = trailers.read(in);
                    if (section == null) {
                        return null;
                    }
                    trailer = Optional.of(readTrailer(section));
                    state = State.DONE;
                }
                case DONE -> {
                    return null;
                }
            }
        }
    }

    private FieldSection readTrailer(byte[] section) {
        try {
            return FieldSection.read(section, 0);
        } catch (Refused refusal) {
            if (!lenient) {
                throw refusal;
            }
            return FieldSection.read(HeadRepair.trailer(section), 0);
        }
    }

    /** Reads the size that a line gives; returns whether the line is strict, so that it may be passed on as it came. */
    private boolean readSize(ByteBuf in, int at, int line) {
        try {
            remaining = ChunkLine.size(in, at, line);
            return true;
        } catch (Refused refusal) {
            if (!lenient) {
                throw refusal;
            }
            remaining = ChunkLine.paddedSize(in, at, line);
            return false;
        }
    }

    private static ByteBuf take(ByteBuf in, int end) {
        int length = end - in.readerIndex();
        return length == 0 ? null : in.readRetainedSlice(length);
    }
}
