package dev.a3s.cli.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.cli.terminal.Paint;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Reply.AccessLogEntry.End;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTableTest {
    private static final List<ServiceRow> SHOP = List.of(
            Rows.ready("db", 4711, 5432, Duration.ofDays(3), 0.04, 31L << 20),
            Rows.ready("storefront", 4720, 20123, Duration.ofSeconds(185), 212.4, 1300L << 20),
            Rows.resting("api", Phase.FAILED,
                    "exited 3; not ready in any of its first 3 attempts; Error: connect ECONNREFUSED 127.0.0.1:5432"),
            Rows.resting("migrate", Phase.COMPLETED, ""));

    private static final List<Reply.AccessLogEntry> REQUESTS = List.of(request(40, "/", 200, End.ANSWERED),
            request(41, "/cart?é", 502, End.ANSWERED), request(42, "/big", 200, End.BROKEN_OFF),
            request(43, "/", 200, End.ANSWERED));

    private static Reply.AccessLogEntry request(long number, String target, int status, End end) {
        return new Reply.AccessLogEntry("db", number, Rows.NOW.minusSeconds(55 - number), "GET", target, status,
                Duration.ofMillis(4), Duration.ZERO, 0, 10, end, Optional.empty());
    }

    private static String table(int width) {
        return String.join("\n", StatusTable.lines(SHOP, width, Rows.NOW, Paint.PLAIN)) + "\n";
    }

    @Test
    void everythingFitsIn140Columns() {
        assertThat(table(140)).isEqualTo("""
                SERVICE     STATE       PID   PORT  HEALTH   UPTIME  RESTARTS   CPU  MEMORY  URL
                db          ready      4711   5432  healthy  3d             0  0.0%   31 MB  http://db.localhost:7080
                storefront  ready      4720  20123  healthy  3m 5s          0  212%  1.3 GB  http://storefront.localhost:7080
                api         failed        -      -  -        -              3     -       -  -
                  exited 3; not ready in any of its first 3 attempts; Error: connect ECONNREFUSED 127.0.0.1:5432
                migrate     completed     -      -  -        -              3     -       -  -
                """);
    }

    @Test
    void in80ColumnsTheLeastImportantGoAndTheUrlIsShortened() {
        assertThat(table(80)).isEqualTo("""
                SERVICE     STATE       PORT  UPTIME   CPU  MEMORY  URL
                db          ready       5432  3d      0.0%   31 MB  db.localhost:7080
                storefront  ready      20123  3m 5s   212%  1.3 GB  storefront.localhost:7080
                api         failed         -  -          -       -  -
                  exited 3; not ready in any of its first 3 attempts; Error: connect ECONNREFUS…
                migrate     completed      -  -          -       -  -
                """);
    }

    @Test
    void in60ColumnsStateAgeAndAddressAreLeft() {
        assertThat(table(60)).isEqualTo("""
                SERVICE     STATE      UPTIME  URL
                db          ready      3d      db.localhost:7080
                storefront  ready      3m 5s   storefront.localhost:7080
                api         failed     -       -
                  exited 3; not ready in any of its first 3 attempts; Error…
                migrate     completed  -       -
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 25, 30, 40, 50, 60, 70, 79, 80, 100, 120, 140, 200})
    void noLineIsEverWiderThanTheTerminal(int width) {
        assertThat(StatusTable.lines(SHOP, width, Rows.NOW, Paint.PLAIN))
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(width));
    }

    @Test
    void coloursChangeNothingButTheColour() {
        Paint marked = (style, text) -> "<" + style + ">" + text + "</>";
        var painted = StatusTable.lines(SHOP, 80, Rows.NOW, marked);
        assertThat(painted.stream().map(line -> line.replaceAll("<[A-Z/_]*>", "").stripTrailing()).toList())
                .isEqualTo(StatusTable.lines(SHOP, 80, Rows.NOW, Paint.PLAIN));
        assertThat(painted.get(3)).contains("<RED>failed</>");
        assertThat(painted.get(1)).contains("<GREEN>ready</>");
    }

    @Test
    void aLongReasonOfOneServiceTakesSeveralLines() {
        assertThat(ServiceDetails.lines(
                Rows.resting("api", Phase.FAILED, "exited 3; not ready in any of its first 3 attempts"),
                new RequestsSeen(List.of()), 40, Rows.NOW, Paint.PLAIN))
                .containsSubsequence("why        exited 3; not ready in any of", "           its first 3 attempts");
    }

    @Test
    void oneServiceIsShownInFull() {
        assertThat(String.join("\n",
                ServiceDetails.lines(SHOP.getFirst(), new RequestsSeen(REQUESTS), 60, Rows.NOW, Paint.PLAIN))
                .replaceAll("started .*", "started"))
                .isEqualTo("""
                        service    db
                        state      ready for 3d
                        pid        4711
                        port       5432
                        listening  5432
                        health     healthy
                        started
                        restarts   0
                        cpu        0.0%
                        memory     31 MB
                        command    npm run dev
                        directory  /home/u/shop
                        log        /home/u/.a3s/sessions/shop/services/db/log
                        url        http://db.localhost:7080
                        requests   44, 2 failed of the last 4; the last 12s ago: GET
                                   / 200 in 4ms""");
    }

    @Test
    void whatCameToAServiceIsSummedUp() {
        assertThat(new RequestsSeen(REQUESTS).summary(Rows.NOW))
                .contains("44, 2 failed of the last 4; the last 12s ago: GET / 200 in 4ms");
        assertThat(new RequestsSeen(List.of(request(0, "/", 204, End.ANSWERED))).summary(Rows.NOW))
                .contains("1; the last 55s ago: GET / 204 in 4ms");
        assertThat(new RequestsSeen(List.of()).summary(Rows.NOW)).isEmpty();
        assertThat(new RequestsSeen(REQUESTS).failures(1)).extracting(Reply.AccessLogEntry::target)
                .containsExactly("/big");
    }
}
