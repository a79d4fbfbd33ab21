package dev.a3s.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The terminal that the command was called in, if any. The launcher finds out cheaply whether there is one and how
 * large it is, and passes that in system properties; later sizes come from stty(1).
 */
public final class Terminal {
    /** The width of lines that go to a file or a pipe. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final Size USUAL = new Size(24, 80);
    private static final String SIZE = "([0-9]{1,5}) ([0-9]{1,5})";

    private final boolean output;
    private final boolean error;
    private final boolean live;
    private volatile Optional<Size> size = parse(System.getProperty("a3s.size", ""));

    /** The terminal's size in characters; both at least 1. */
    public record Size(int rows, int columns) {}

    private Terminal(boolean output, boolean error, boolean live) {
        this.output = output;
        this.error = error;
        this.live = live;
    }

    /** The terminal of this process. */
    static Terminal ofProcess() {
        var type = System.getenv().getOrDefault("TERM", "dumb");
        boolean error = Boolean.getBoolean("a3s.live");
        return new Terminal(Boolean.getBoolean("a3s.terminal"), error, error && !type.equals("dumb"));
    }

    /** No terminal, for output that is recorded. */
    static Terminal none() {
        return new Terminal(false, false, false);
    }

    /** Whether standard output leads to it. */
    public boolean isOutput() {
        return output;
    }

    /** Whether standard error leads to it. */
    public boolean isError() {
        return error;
    }

    /** Whether standard error leads to it, and it can redraw in place. */
    public boolean isLive() {
        return live;
    }

    /**
     * The size when the command was called, or, after {@link #followSize}, the size now; 24 by 80 where it is unknown.
     */
    public Size size() {
        var known = size;
        if (known.isEmpty()) {
            known = Optional.of(ask().orElse(USUAL));
            size = known;
        }
        return known.get();
    }

    /** How wide lines on standard output may be. */
    public int width() {
        return output ? size().columns() : UNBOUNDED;
    }

    /** Keeps {@link #size} true from now on; runs {@code changed} on a thread of its own when the size changes. */
    public void followSize(Runnable changed) {
        Signals.on("WINCH", () -> {
            size = Optional.of(ask().orElse(USUAL));
            changed.run();
        });
    }

    /** How keys are read; closing it restores the mode before. */
    public interface Mode extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Raw mode: every key is read as it is typed, none is echoed, none has a meaning.
     *
     * @throws Failure if there is no terminal
     */
    public Mode raw() {
        var before = stty("-g").filter(state -> !state.isEmpty())
                .orElseThrow(() -> new Failure(ExitCode.WRONG, "there is no terminal to type at"));
        var restore = new Thread(() -> stty(before)); // for a signal that ends this process
        Runtime.getRuntime().addShutdownHook(restore);
        stty("raw", "-echo");
        return () -> {
            stty(before);
            Runtime.getRuntime().removeShutdownHook(restore);
        };
    }

    private static Optional<Size> ask() {
        return stty("size").flatMap(Terminal::parse);
    }

    private static Optional<String> stty(String... arguments) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            var stty = new ProcessBuilder(command).redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (var answer = stty.getInputStream()) {
                return Optional.of(new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip());
            } finally {
                stty.waitFor();
            }
        } catch (IOException e) {
            return Optional.empty(); // no terminal of its own, or no stty
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private static Optional<Size> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var size = Pattern.compile(SIZE).matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int rows = Integer.parseInt(size.group(1));
        int columns = Integer.parseInt(size.group(2));
        return rows > 0 && columns > 0 ? Optional.of(new Size(rows, columns)) : Optional.empty();
    }
}
