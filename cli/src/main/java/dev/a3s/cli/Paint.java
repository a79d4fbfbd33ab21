package dev.a3s.cli;

import dev.a3s.cli.Console.Style;

/** How text gets its style, or does not. */
@FunctionalInterface
interface Paint {
    /** Leaves text as it is. */
    Paint PLAIN = (_, text) -> text;

    String paint(Style style, String text);
}
