package dev.a3s.cli.terminal;

import java.util.List;

/** The whole terminal, for a view that is redrawn in place; closing it gives back what was there before. */
final class Screen implements AutoCloseable {
    private static final String OPEN = "\u001b[?1049h\u001b[?25l"; // the other buffer, no cursor
    // Both before what is shown: behind a full line they would take its last column.
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final String TO_END_OF_SCREEN = "\u001b[J";
    private static final String CLOSE = "\u001b[?25h\u001b[?1049l";

    private final Console console;

    Screen(Console console) {
        this.console = console;
        console.draw(OPEN);
    }

    /** Shows the first of {@code lines} that there is room for, in one write, so that nothing flickers. */
    void draw(List<String> lines) {
        int rows = console.terminal().size().rows();
        var frame = new StringBuilder("\u001b[H\u001b[?7l");
        for (int i = 0; i < Math.min(rows, lines.size()); i++) {
            boolean cut = i == rows - 1 && lines.size() > rows;
            frame.append(i == 0 ? "" : "\n").append(TO_END_OF_LINE)
                    .append(cut ? "… " + (lines.size() - i) + " more lines"
                            : console.shown(lines.get(i)).replace('\n', ' '));
        }
        if (lines.size() < rows) {
            frame.append("\n").append(TO_END_OF_SCREEN);
        }
        console.draw(frame.append("\u001b[?7h").toString());
    }

    @Override
    public void close() {
        console.draw(CLOSE);
    }
}
