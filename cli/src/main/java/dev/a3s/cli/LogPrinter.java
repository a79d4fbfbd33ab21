package dev.a3s.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.a3s.cli.Console.Style;
import dev.a3s.control.Reply;

/** Lines of logs: the service's name in its colour, a bar, and the line as the service wrote it. */
final class LogPrinter {
    private static final byte[] RESET = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);

    private final Console console;
    private final NameColours names;

    LogPrinter(Console console, NameColours names) {
        this.console = console;
        this.names = names;
    }

    /** Lines of these will come. */
    void align(List<String> services) {
        services.forEach(names::padded);
    }

    void print(Reply.Line line) {
        boolean note = line.stream().equals("note");
        String bar = note ? " = " : " | ";
        byte[] prefix = (names.padded(line.service()) + console.style(Style.DIM, bar)).getBytes(StandardCharsets.UTF_8);
        byte[] text = note
                ? console.style(Style.DIM, new String(line.bytes(), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)
                : shown(line.bytes());
        console.print(prefix, text);
        console.flush();
    }

    /** On a terminal as it is, with its colours ended; else without escape sequences. */
    private byte[] shown(byte[] line) {
        if (!console.colour())
            return Ansi.strip(line);
        if (!Ansi.isIn(line))
            return line;
        byte[] ended = java.util.Arrays.copyOf(line, line.length + RESET.length);
        System.arraycopy(RESET, 0, ended, line.length, RESET.length);
        return ended;
    }
}
