package dev.a3s.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.cli.status.Rows;
import dev.a3s.cli.terminal.Paint;
import dev.a3s.process.Exit;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class BoardViewTest {
    private static final Instant BEGIN = Rows.NOW.minusSeconds(20);

    private static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1000));
    }

    private static ServiceRow ready(String service, double at) {
        var uptime = Duration.between(at(at), Rows.NOW);
        return Rows.ready(service, 4711, 8000, uptime, 0, 0);
    }

    /** A project half way up, with one service that failed. */
    private static Board shop() {
        var board = new Board(BEGIN);
        board.step("init deps: npm ci", at(0));
        board.moved(Rows.moving("db", Phase.STARTING, ""), at(4));
        board.moved(Rows.resting("api", Phase.PENDING, "db is starting"), at(4));
        board.moved(Rows.resting("storefront", Phase.PENDING, "api is pending"), at(4));
        board.moved(Rows.moving("mail", Phase.STARTING, ""), at(4));
        board.moved(ready("db", 5.25), at(5.25));
        board.moved(Rows.moving("api", Phase.STARTING, ""), at(5.5));
        board.moved(Rows.resting("storefront", Phase.PENDING, "api is starting"), at(5.5));
        board.moved(Rows.resting("mail", Phase.FAILED,
                "exited 3; not ready in any of its first 3 attempts, as far as anybody could see"), at(7.1));
        board.lines("mail", List.of("listening on smtp", "Error: certificate /etc/ssl/mail.pem is not readable"));
        return board;
    }

    private static String view(Board board, int width, int height) {
        return String.join("\n", new BoardView(width, height, at(9), Paint.PLAIN).lines(board)) + "\n";
    }

    @Test
    void eachServiceHasALineWithItsTimeAndWhatItWaitsFor() {
        assertThat(view(shop(), 140, 40)).isEqualTo("""
                  init deps: npm ci  4s
                  db          ready         1.2s  http://db.localhost:7080
                  api         starting      3.5s
                  storefront  pending         5s  api is starting
                  mail        failed        3.1s  exited 3; not ready in any of its first 3 attempts, as far as anybody could see
                              | listening on smtp
                              | Error: certificate /etc/ssl/mail.pem is not readable
                """);
    }

    @Test
    void at80ColumnsALongReasonHasLinesOfItsOwn() {
        assertThat(view(shop(), 80, 40)).isEqualTo("""
                  init deps: npm ci  4s
                  db          ready         1.2s  http://db.localhost:7080
                  api         starting      3.5s
                  storefront  pending         5s  api is starting
                  mail        failed        3.1s
                              exited 3; not ready in any of its first 3 attempts, as far as
                              anybody could see
                              | listening on smtp
                              | Error: certificate /etc/ssl/mail.pem is not readable
                """);
    }

    @Test
    void at60ColumnsLastWordsAreCut() {
        assertThat(view(shop(), 60, 40)).isEqualTo("""
                  init deps: npm ci  4s
                  db          ready         1.2s  http://db.localhost:7080
                  api         starting      3.5s
                  storefront  pending         5s  api is starting
                  mail        failed        3.1s
                              exited 3; not ready in any of its first 3
                              attempts, as far as anybody could see
                              | listening on smtp
                              | Error: certificate /etc/ssl/mail.pem is not…
                """);
    }

    @Test
    void whatIsDoneIsFoldedWhereThereIsNoRoom() {
        assertThat(view(shop(), 60, 6)).isEqualTo("""
                  1 done: db
                  api         starting      3.5s
                  storefront  pending         5s  api is starting
                  mail        failed        3.1s  exited 3; not ready in an…
                              | listening on smtp
                              | Error: certificate /etc/ssl/mail.pem is not…
                """);
        assertThat(view(shop(), 60, 3)).isEqualTo("""
                  1 done: db
                  api         starting      3.5s
                  … 4 more
                """);
    }

    @Test
    void whenServicesStopThoseThatAreGoneAreDone() {
        var board = new Board(BEGIN);
        board.expectStop();
        board.moved(ready("db", -60), at(0));
        board.moved(ready("api", -60), at(0));
        board.moved(Rows.moving("api", Phase.STOPPING, "stopped by a3s down"), at(0.1));
        board.moved(Rows.resting("api", Phase.STOPPED, "stopped by a3s down"), at(0.3));
        assertThat(view(board, 60, 1)).isEqualTo("  … 2 more\n");
        assertThat(view(board, 60, 2)).isEqualTo("""
                  db   ready
                  api  stopped      200ms
                """);
    }

    @Test
    void aServiceThatStopsShowsNoReasonAndKeepsItsTimeWhenItsReplyComesAgain() {
        var board = new Board(BEGIN);
        board.expectStop();
        board.moved(Rows.moving("api", Phase.STOPPING, "stopped by a3s down"), at(0.1));
        assertThat(view(board, 60, 9)).isEqualTo("  api  stopping      8.9s\n");
        board.moved(Rows.resting("api", Phase.STOPPED, "stopped by a3s down"), at(0.3));
        board.moved(Rows.resting("api", Phase.STOPPED, "stopped by a3s down"), at(3));
        assertThat(view(board, 60, 9)).isEqualTo("  api  stopped      200ms\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 140})
    void sixtyServicesFitAnyTerminal(int width) {
        var board = new Board(BEGIN);
        for (int i = 0; i < 60; i++) {
            board.moved(Rows.resting("service-" + i, Phase.PENDING, "service-" + (i - 1) + " is starting"), at(1));
        }
        for (int i = 0; i < 20; i++) {
            board.moved(Rows.moving("service-" + i, Phase.STARTING, ""), at(2));
        }
        for (int i = 0; i < 10; i++) {
            board.moved(ready("service-" + i, 3), at(3));
        }
        for (int height : new int[]{1, 2, 10, 23, 51, 59, 60, 100}) {
            var lines = new BoardView(width, height, at(9), Paint.PLAIN).lines(board);
            assertThat(lines).hasSizeLessThanOrEqualTo(height)
                    .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                            .isLessThanOrEqualTo(width));
        }
        assertThat(new BoardView(width, 51, at(9), Paint.PLAIN).lines(board)).hasSize(51)
                .first().asString().startsWith("  10 done");
    }

    @Test
    void aServiceThatWasReadyBeforeItsFirstReplyHasItsTimeToo() {
        var board = new Board(BEGIN);
        var quick = ready("db", 1);
        board.moved(quick, at(1.2));
        assertThat(board.entries().getFirst().began()).isEqualTo(quick.started());
        var old = new ArrayList<>(List.of(ready("web", -300)));
        old.forEach(row -> board.moved(row, at(1.2)));
        assertThat(view(board, 60, 10)).contains("  web  ready               http://web.localhost:7080\n");
    }

    @Test
    void theWayFromACrashToItsRetryIsNotNews() {
        Reason ended = new Reason.Ended(new Exit.Code(3));
        Reason gaveUp = new Reason.GaveUp(new Exit.Code(3), new Reason.Limit(Reason.Limit.Kind.NEVER, 0));
        for (var reason : List.of(ended, gaveUp)) {
            assertThat(Progress.isPassing(Rows.moving("api", Phase.STOPPING, Optional.of(reason)))).isTrue();
        }
        assertThat(Progress.isPassing(Rows.moving("api", Phase.STOPPING, "stopped by a3s down"))).isFalse();
    }
}
