package dev.a3s.cli.terminal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A view of something that changes: drawn anew every second, and at once when the terminal's size changes. */
public final class Watch {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Console console;
    private final LinkedBlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();

    private enum Wake { RESIZED, ENDED }

    public Watch(Console console) {
        this.console = console;
    }

    /**
     * Returns when the user ends it; then the last view stays on the terminal.
     *
     * @param view its lines as they are now, asked for on this thread; empty where what was drawn last stays until the next look
     * @return the exit code
     * @throws Failure if there is no terminal
     */
    public int run(Supplier<Optional<List<String>>> view) {
        if (!console.terminal().isOutput() || !console.terminal().isLive()) {
            throw new Failure(ExitCode.WRONG, "--watch redraws a terminal, and this is none; leave it out");
        }
        Signals.onEnd(() -> wakes.add(Wake.ENDED));
        console.terminal().followSize(() -> wakes.add(Wake.RESIZED));
        List<String> last = List.of();
        try (var screen = new Screen(console)) {
            for (boolean ended = false; !ended; ended = pause()) {
                var lines = view.get();
                if (lines.isPresent()) {
                    last = lines.get();
                    screen.draw(last);
                }
            }
        }
        last.forEach(console::print);
        return ExitCode.DONE;
    }

    /** Whether the user ended it meanwhile. */
    private boolean pause() {
        try {
            return wakes.poll(EVERY.toMillis(), TimeUnit.MILLISECONDS) == Wake.ENDED;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
