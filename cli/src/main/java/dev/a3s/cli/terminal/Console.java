package dev.a3s.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import dev.a3s.ansi.Ansi;
import dev.a3s.ansi.TerminalText;

/**
 * Standard output for results, standard error for everything else, both UTF-8. Colours where {@code NO_COLOR} is not set
 * and output is a terminal (which the launcher finds out, for free), or {@code CLICOLOR_FORCE} asks for them.
 * Whatever is printed loses here, and nowhere else, what a terminal would obey, since any text may hold words of others: of
 * escape sequences nothing is left but the colours of {@link Style}, and those that a program gave its own lines.
 * For any thread; a line is never torn by another's. What cannot be written to standard output throws
 * {@link StandardOutput.Gone} once.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colour;
    private final Terminal terminal;
    private final boolean ofProcess;

    private Console(PrintStream out, PrintStream err, boolean colour, Terminal terminal, boolean ofProcess) {
        this.out = out;
        this.err = err;
        this.colour = colour;
        this.terminal = terminal;
        this.ofProcess = ofProcess;
    }

    /** The console of this process. */
    public static Console ofProcess() {
        var terminal = Terminal.ofProcess();
        boolean forced = !System.getenv().getOrDefault("CLICOLOR_FORCE", "0").equals("0");
        boolean unwanted = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(stream(new StandardOutput()), stream(new FileOutputStream(FileDescriptor.err)),
                !unwanted && (terminal.isOutput() || forced),
                terminal, true);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(new BufferedOutputStream(to, 1 << 16), false, StandardCharsets.UTF_8);
    }

    /** A console that appends results and everything else to {@code text} in the order they come, without colours. */
    public static Console recording(OutputStream text) {
        var both = new PrintStream(text, false, StandardCharsets.UTF_8);
        return new Console(both, both, false, Terminal.none(), false);
    }

    /** This console without colours. */
    public Console plain() {
        return new Console(out, err, false, terminal, ofProcess);
    }

    /** The terminal it leads to; {@link Terminal#none} for one that records. */
    public Terminal terminal() {
        return terminal;
    }

    /** Whether it is the process's own, so that Ctrl-C there is meant for the command that writes to it. */
    public boolean isOfProcess() {
        return ofProcess;
    }

    /** Whether colours are wanted. */
    public boolean colour() {
        return colour;
    }

    /** Prints a line of the result. */
    public synchronized void print(String line) {
        out.println(shown(line));
        out.flush();
    }

    /** Prints JSON, whose strings keep all that is in them: what a terminal would obey is escaped. */
    public synchronized void printJson(String json) {
        out.println(TerminalText.json(json));
        out.flush();
    }

    /** Prints a line of the result for a program to read: on a terminal like any, elsewhere exactly as it is. */
    public synchronized void printExactly(String line) {
        out.println(terminal.isOutput() ? shown(line) : line);
        out.flush();
    }

    /**
     * Prints a line that a program wrote, behind words of a3s: with its colours, or without any escape sequence where none are
     * wanted. Flushed by {@link #flush}.
     */
    public synchronized void print(String prefix, byte[] line) {
        out.print(shown(prefix));
        var text = colour ? line : Ansi.strip(line);
        write(out, colour || terminal.isOutput() ? Ansi.coloursOnly(text) : text);
    }

    /** Prints a line that a program wrote: exactly, or as a terminal can show it. Flushed by {@link #flush}. */
    public synchronized void print(byte[] line) {
        write(out, terminal.isOutput() ? Ansi.coloursOnly(line) : line);
    }

    /** The same to standard error; visible at once. */
    public synchronized void printError(byte[] line) {
        out.flush();
        write(err, terminal.isError() ? Ansi.coloursOnly(line) : line);
        err.flush();
    }

    private static void write(PrintStream to, byte[] line) {
        to.write(line, 0, line.length);
        to.write('\n');
    }

    /** Writes out all that was printed. */
    public synchronized void flush() {
        out.flush();
    }

    /** Prints a line about what is going on to standard error. */
    public synchronized void say(String line) {
        out.flush();
        err.println(shown(line));
        err.flush();
    }

    /** {@code text} as it may be shown here. */
    String shown(String text) {
        return colour ? TerminalText.styled(text) : TerminalText.plain(text);
    }

    /** Writes escape sequences and text to standard error as they are. */
    synchronized void draw(String text) {
        out.flush();
        err.print(text);
        err.flush();
    }

    /** Prints an error as every command does, to standard error. */
    public void error(String message) {
        say(style(Style.RED, "error:") + " " + message);
    }

    /** {@code text} in a style, where colours are wanted. */
    public String style(Style style, String text) {
        return colour ? style.start + text + "\u001b[0m" : text;
    }

    /** How text can look. */
    public enum Style {
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        BLUE("34"),
        MAGENTA("35"),
        CYAN("36"),
        BRIGHT_GREEN("92"),
        BRIGHT_YELLOW("93"),
        BRIGHT_BLUE("94"),
        BRIGHT_MAGENTA("95"),
        BRIGHT_CYAN("96"),
        DIM("2"),
        BOLD("1");

        private final String start;

        Style(String code) {
            this.start = "\u001b[" + code + "m";
        }
    }
}
