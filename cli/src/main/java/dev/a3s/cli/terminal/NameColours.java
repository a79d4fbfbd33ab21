package dev.a3s.cli.terminal;

import java.util.ArrayList;
import java.util.List;

import dev.a3s.cli.terminal.Console.Style;

/** A colour for each service's name, given out in order of appearance, and the width that aligns them. */
public final class NameColours {
    private static final List<Style> PALETTE = List.of(Style.CYAN, Style.GREEN, Style.MAGENTA, Style.YELLOW, Style.BLUE,
            Style.BRIGHT_CYAN, Style.BRIGHT_GREEN, Style.BRIGHT_MAGENTA, Style.BRIGHT_YELLOW, Style.BRIGHT_BLUE);

    /** A longer name sticks out, instead of moving all others' text to the right. */
    private static final int WIDEST = 24;

    private final Console console;
    private final List<String> names = new ArrayList<>();
    private int width;

    /** @param known names that will come, so that the first one is aligned already; others are added as they come */
    public NameColours(Console console, List<String> known) {
        this.console = console;
        known.forEach(this::add);
    }

    /** Makes room for names that will come; from here on all are padded for them. */
    public void expect(List<String> more) {
        more.forEach(this::add);
    }

    private synchronized void add(String name) {
        if (names.contains(name)) {
            return;
        }
        names.add(name);
        if (name.length() <= WIDEST) {
            width = Math.max(width, name.length());
        }
    }

    /** The name in its colour, padded to the longest that is not too long. */
    public synchronized String padded(String name) {
        add(name);
        var style = PALETTE.get(names.indexOf(name) % PALETTE.size());
        return console.style(style, name) + " ".repeat(Math.max(0, width - name.length()));
    }
}
