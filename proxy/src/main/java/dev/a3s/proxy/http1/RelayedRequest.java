package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.a3s.proxy.DrainLimits.Hindrance;
import dev.a3s.proxy.RequestFacts;
import dev.a3s.proxy.message.Authority;
import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.RequestHead;

/** A request that is relayed to an upstream: its head and how its body is framed, without the body itself. */
public final class RelayedRequest implements RequestFacts {
    private final RequestHead head;
    private final Framing framing;
    private final Authority authority;
    private final Forwarded forwarded;

    /**
     * Puts a request together.
     *
     * @param authority read from {@code head}
     * @param forwarded of the client's connection
     */
    public RelayedRequest(RequestHead head, Framing framing, Authority authority, Forwarded forwarded) {
        this.head = head;
        this.framing = framing;
        this.authority = authority;
        this.forwarded = forwarded;
    }

    RequestHead head() {
        return head;
    }

    @Override
    public String host() {
        return authority.name();
    }

    @Override
    public long weight() {
        return head.bytes().length + switch (framing) {
            case Framing.Fixed(var length) -> Math.min(length, Downstream.MAX_PENDING);
            case Framing.Chunked _ -> Downstream.MAX_PENDING;
            case Framing.None _, Framing.UntilClose _ -> 0;
        };
    }

    @Override
    public boolean cameThrough(String via) {
        return Hops.cameThrough(head, via);
    }

    @Override
    public boolean isNavigation() {
        return head.method().equals("GET") && head.fields().joined(Field.SEC_FETCH_MODE).equals("navigate");
    }

    @Override
    public boolean isAtItsLastHop() {
        return Hops.areCounted(head) && Hops.left(head) == 0;
    }

    boolean hasBody() {
        return !(framing instanceof Framing.None);
    }

    boolean isChunked() {
        return framing instanceof Framing.Chunked;
    }

    /**
     * Whether the request can be sent again: its method is idempotent (RFC 9110 §9.2.2), and it has no body that is gone by
     * then.
     */
    boolean isRepeatable() {
        return !hasBody() && head.isIdempotent();
    }

    /** Whether it is {@link #isRepeatable} and changes nothing. */
    boolean isSafe() {
        return !hasBody() && head.isSafe();
    }

    /** What it is, for a person. */
    String name() {
        return head.method() + " " + head.path();
    }

    /**
     * What ending the process that answers it would do to its exchange.
     *
     * @param answered whether an answer has begun
     * @param lasts whether that is a stream of events
     */
    Hindrance hindrance(boolean answered, boolean lasts) {
        if (!isSafe()) {
            return Hindrance.UNSAFE;
        }
        if (!answered) {
            return Hindrance.REPEATABLE;
        }
        return lasts ? Hindrance.NONE : Hindrance.ANSWERED;
    }

    /** Whether the client may wait for 100 before it sends the body (RFC 9110 §10.1.1). */
    boolean expectsContinue() {
        return head.fields().has(Field.EXPECT);
    }

    boolean offersUpgrade() {
        return !RequestRewrite.upgrade(head).isEmpty();
    }

    /** The scheme, host and port that the client knows the service by; empty if it names no host. */
    String publicOrigin() {
        return forwarded.origin(head.fields(), authority);
    }

    /** The head as the upstream gets it, in a new buffer that the caller owns. */
    ByteBuf rewritten(ByteBufAllocator alloc, String via) {
        return RequestRewrite.head(alloc, head, authority, forwarded, via);
    }
}
