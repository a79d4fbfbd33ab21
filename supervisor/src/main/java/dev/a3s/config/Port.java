package dev.a3s.config;

import java.util.OptionalInt;

/** Where a service listens. */
public sealed interface Port {

    /** The file names it, 1 to 65535: the service is expected there and nowhere else. */
    record Fixed(int port) implements Port {}

    /** The file leaves it out: a free port was chosen, which the service learns as {@code PORT}. */
    record Chosen(int port) implements Port {}

    /** {@code port = 0}: the service listens nowhere (a queue worker, a compiler in watch mode). */
    record None() implements Port {}

    /** The number, if there is one. */
    default OptionalInt number() {
        return switch (this) {
            case Fixed(int port) -> OptionalInt.of(port);
            case Chosen(int port) -> OptionalInt.of(port);
            case None() -> OptionalInt.empty();
        };
    }
}
