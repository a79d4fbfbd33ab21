package dev.a3s.cli.log;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.Elapsed;
import dev.a3s.logs.LogSink;
import dev.a3s.protocol.Reply;

/** Exchanges for people, a line each: when it began, the service, what was asked, how it went. */
public final class HttpLogPrinter implements LogSink<Reply.AccessLogEntry> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final Console console;
    private final NameColours names;

    /** Prints to {@code console}. */
    public HttpLogPrinter(Console console) {
        this.console = console;
        this.names = new NameColours(console, List.of());
    }

    /** Makes room for the names of these, whose exchanges will come. */
    void align(List<String> services) {
        services.forEach(names::padded);
    }

    @Override
    public void write(Reply.AccessLogEntry exchange) {
        console.print(text(exchange));
    }

    @Override
    public void flush() {
        console.flush();
    }

    /** The line for {@code exchange}, coloured where the console wants colours. */
    public String text(Reply.AccessLogEntry exchange) {
        var line = new StringBuilder(console.style(Style.DIM, TIME.format(exchange.time())))
                .append(' ').append(names.padded(exchange.service()))
                .append(' ').append(console.style(style(exchange.status()), Integer.toString(exchange.status())))
                .append(' ').append(exchange.method())
                .append(' ').append(printable(exchange.target()))
                .append("  ").append(Elapsed.text(exchange.duration()))
                .append("  ").append(Text.bytes(exchange.responseBytes()));
        if (exchange.held().compareTo(Duration.ZERO) > 0) {
            line.append("  held ").append(Elapsed.text(exchange.held()));
        }
        if (exchange.end() != Reply.AccessLogEntry.End.ANSWERED) {
            line.append("  ").append(console.style(Style.YELLOW, exchange.end().toString()));
        }
        exchange.fault().ifPresent(fault -> line.append("  ").append(fault));
        return line.toString();
    }

    private static Style style(int status) {
        if (status >= 500) {
            return Style.RED;
        }
        return status >= 400 ? Style.YELLOW : Style.GREEN;
    }

    /** A request's target with everything outside printable ASCII percent-encoded, so that it can go to a terminal. */
    public static String printable(String target) {
        var text = new StringBuilder(target.length());
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            text.append((c > ' ' && c < 0x7f) || c == '…' ? Character.toString(c) : "%%%02X".formatted((int) c));
        }
        return text.toString();
    }
}
