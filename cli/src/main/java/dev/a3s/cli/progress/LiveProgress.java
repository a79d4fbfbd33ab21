package dev.a3s.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.LiveRegion;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Notice;
import dev.a3s.status.Phase;

/** A line for each service, redrawn in place ten times a second; what it showed last stays. */
final class LiveProgress implements Progress {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Console console;
    private final NameColours names;
    private final Function<String, List<String>> lastLines;
    private final LiveRegion region;
    private final Board board = new Board(Instant.now());
    private final List<String> errors = new ArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    LiveProgress(Console console, NameColours names, Function<String, List<String>> lastLines) {
        this.console = console;
        this.names = names;
        this.lastLines = lastLines;
        this.region = new LiveRegion(console);
        console.terminal().followSize(this::draw);
        Thread.ofVirtual().name("progress").start(this::tick);
    }

    private void tick() {
        while (!closed.isDone()) {
            draw();
            try {
                closed.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Time for the next look.
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public synchronized void accept(Reply reply) {
        if (closed.isDone()) {
            return;
        }
        var now = Instant.now();
        switch (reply) {
            case Reply.Problems(var problems) -> say(() -> ProblemPrinter.show(problems, console));
            case Reply.Opened(var session, var created, var targets, var notices) -> say(() -> {
                targets.forEach(names::padded);
                if (!created) {
                    console.say("session " + session + " is already running");
                }
                notices.forEach(notice -> console.say(notice.words()));
            });
            case Reply.News(var notice) -> {
                if (isLasting(notice)) {
                    say(() -> console.say(notice.words()));
                } else {
                    board.step(notice.words(), now);
                }
            }
            case Reply.Sessions(var sessions) -> {
                board.expectStop();
                sessions.stream()
                        .flatMap(session -> session.services().stream())
                        .filter(row -> row.pid().isPresent() || !row.settled())
                        .forEach(row -> board.moved(row, now));
            }
            case Reply.Moved(var row) -> moved(row, now);
            case Reply.Failed(var message) -> errors.add(message);
            case Reply.Services _, Reply.Environment _, Reply.Why _, Reply.Terminal _, Reply.Lines _, Reply.AccessLogEntry _, Reply.Settled _, Reply.Daemon _, Reply.Done _ ->
                {
                }
        }
        draw();
    }

    /** Whether the notice is about the session, and no step that passes. */
    private static boolean isLasting(Notice notice) {
        return switch (notice) {
            case Notice.Applied _, Notice.NameKept _, Notice.NameHeld _, Notice.RepoNotActedOn _, Notice.PaneNotActedOn _, Notice.StateLost _, Notice.NotTakenOver _ ->
                true;
            case Notice.StepRuns _, Notice.StepSkipped _, Notice.PortHolderStopped _, Notice.PortHolderKilled _, Notice.PortNotFreed _, Notice.Killing _, Notice.LogTrouble _ ->
                false;
        };
    }

    private void moved(ServiceRow row, Instant now) {
        if (Progress.isPassing(row)) {
            return;
        }
        board.moved(row, now);
        if (row.phase() == Phase.FAILED) {
            board.lines(row.service(), lastLines.apply(row.service()));
        }
    }

    private void say(Runnable words) {
        region.clear();
        words.run();
    }

    private synchronized void draw() {
        if (!closed.isDone()) {
            region.draw(view(console.terminal().size().rows() - 1).lines(board));
        }
    }

    private BoardView view(int height) {
        return new BoardView(console.terminal().size().columns() - 1, height, Instant.now(), console::style);
    }

    @Override
    public synchronized void close() {
        if (closed.isDone()) {
            return;
        }
        board.endStep(Instant.now());
        region.clear();
        view(Integer.MAX_VALUE).lines(board).forEach(console::say);
        errors.forEach(console::error);
        closed.complete(null);
    }
}
