package dev.a3s.cli.terminal;

import dev.a3s.cli.terminal.Console.Style;

/** How text gets its style, or does not. */
@FunctionalInterface
public interface Paint {
    /** Leaves text as it is. */
    Paint PLAIN = (_, text) -> text;

    String paint(Style style, String text);
}
