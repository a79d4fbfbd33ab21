package dev.a3s.cli.terminal;

import java.util.List;

/**
 * Lines at the end of what a terminal shows that are redrawn in place. Lines are cut by the terminal, not wrapped, while
 * it draws, and the cursor stays below them, visible, so that whatever ends the command leaves nothing to repair. Used
 * by one thread at a time.
 */
public final class LiveRegion {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final String TO_END_OF_SCREEN = "\u001b[J";

    private final Console console;
    private int shown;

    public LiveRegion(Console console) {
        this.console = console;
    }

    /** Shows these, fewer than the terminal has rows, instead of what was shown before; in one write, so nothing flickers. */
    public void draw(List<String> lines) {
        var frame = new StringBuilder(NO_WRAP).append(home());
        for (var line : lines) {
            frame.append(console.shown(line).replace('\n', ' ')).append(TO_END_OF_LINE).append('\n');
        }
        console.draw(frame.append(TO_END_OF_SCREEN).append(WRAP).toString());
        shown = lines.size();
    }

    /** Removes the lines; what is written next takes their place. */
    public void clear() {
        console.draw(home() + TO_END_OF_SCREEN);
        shown = 0;
    }

    private String home() {
        return "\r" + (shown == 0 ? "" : "\u001b[" + shown + "A");
    }
}
