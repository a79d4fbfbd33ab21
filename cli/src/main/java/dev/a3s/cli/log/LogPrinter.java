package dev.a3s.cli.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogSink;

/**
 * Lines of logs for people: the service's name in its colour, a bar, and what the service wrote, or {@code =} and what a3s
 * has to say about it.
 */
public final class LogPrinter implements LogSink<LogLine> {
    private final Console console;
    private final NameColours names;
    private final Optional<DateTimeFormatter> times;

    /** Prints lines without times. */
    public LogPrinter(Console console, NameColours names) {
        this(console, names, false);
    }

    /**
     * With times, where they are wanted.
     *
     * @param timestamps whether each line begins with its local time, {@code ~} in front where that is approximate
     */
    public LogPrinter(Console console, NameColours names, boolean timestamps) {
        this.console = console;
        this.names = names;
        this.times = timestamps
                ? Optional.of(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault()))
                : Optional.empty();
    }

    /** Makes room for the names of these, whose lines will come. */
    public void align(List<String> services) {
        services.forEach(names::padded);
    }

    @Override
    public void write(LogLine line) {
        boolean note = line.stream() == LogLine.Stream.NOTE;
        var time = times.map(format -> (line.approximate() ? "~" : " ") + format.format(line.time()))
                .map(text -> console.style(Style.DIM, text) + " ")
                .orElse("");
        var bar = note ? " = " : " | ";
        var prefix = time + names.padded(line.service()) + console.style(Style.DIM, bar);
        console.print(prefix, note
                ? console.style(Style.DIM, line.text()).getBytes(StandardCharsets.UTF_8)
                : line.bytes());
    }

    @Override
    public void flush() {
        console.flush();
    }
}
