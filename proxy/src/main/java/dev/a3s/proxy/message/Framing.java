package dev.a3s.proxy.message;

/** How the end of a message's body is found (RFC 9112 §6). */
public sealed interface Framing {
    Framing NONE = new None();
    Framing CHUNKED = new Chunked();
    Framing UNTIL_CLOSE = new UntilClose();

    /** There is no body. */
    record None() implements Framing {}

    /** The body has {@code length} bytes, at least one. */
    record Fixed(long length) implements Framing {}

    /** The body comes in chunks that begin with their length, and may have a trailer. */
    record Chunked() implements Framing {}

    /** The body ends with the connection; responses only. */
    record UntilClose() implements Framing {}
}
