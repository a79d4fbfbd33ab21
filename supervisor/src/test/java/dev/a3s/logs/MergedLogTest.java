package dev.a3s.logs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class MergedLogTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path dir;
    private ServiceLog api;
    private ServiceLog web;

    @BeforeEach
    void open() {
        api = ServiceLog.open("api", dir.resolve("api"), ServiceLog.DEFAULT_BOUND);
        web = ServiceLog.open("web", dir.resolve("web"), ServiceLog.DEFAULT_BOUND);
    }

    @AfterEach
    void close() {
        api.close();
        web.close();
    }

    private MergedLog merged() {
        return new MergedLog(List.of(api, web));
    }

    private static void out(ServiceLog log, String text) {
        ServiceLogTest.append(log.stdout(), text.getBytes(StandardCharsets.UTF_8));
        log.drain();
    }

    private static List<String> texts(LogCursor cursor) throws InterruptedException {
        try (cursor) {
            var texts = new ArrayList<String>();
            for (var line = cursor.next(Duration.ZERO); line.isPresent(); line = cursor.next(Duration.ZERO)) {
                texts.add(line.get().text());
            }
            return texts;
        }
    }

    private static LinePattern pattern(String expression) {
        return LinePattern.of(expression, () -> true);
    }

    @Test
    void severalLogsAreOneInTheOrderOfTime() throws Exception {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            (i % 2 == 0 ? api : web).note("note " + i);
            expected.add("note " + i);
        }
        assertThat(texts(merged().read(LogQuery.last(4)))).isEqualTo(expected.subList(2, 6));
        assertThat(texts(merged().read(LogQuery.since(Instant.EPOCH)))).isEqualTo(expected);
        try (var cursor = merged().follow(LogQuery.last(3))) {
            for (int i = 3; i < 6; i++) {
                assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("note " + i);
            }
            assertThat(cursor.next(Duration.ZERO)).isEmpty();
            out(web, "from web\n");
            var line = cursor.next(SOON).orElseThrow();
            assertThat(line.service() + " " + line.text()).isEqualTo("web from web");
        }
    }

    @Test
    void theLastLinesAreTheEndOfAllLinesWhateverIsAskedFor() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var piece = new StringBuilder();
            for (int line = random.nextInt(4); line >= 0; line--) {
                piece.append("line ").append(i).append('.').append(line).append('\n');
            }
            out(random.nextBoolean() ? api : web, piece.toString());
        }
        var all = texts(merged().read(LogQuery.last(Integer.MAX_VALUE)));
        var sevens = all.stream().filter(text -> text.contains("7")).toList();
        for (int count : List.of(0, 1, 2, 3, 50, 299, all.size(), all.size() + 1)) {
            assertThat(texts(merged().read(LogQuery.last(count)))).as("last %d, seed %d", count, seed)
                    .isEqualTo(all.subList(Math.max(0, all.size() - count), all.size()));
            assertThat(texts(merged().read(LogQuery.last(count).matching(pattern("7"))))).as("last %d of 7, seed %d",
                    count, seed).isEqualTo(sevens.subList(Math.max(0, sevens.size() - count), sevens.size()));
        }
    }

    @Test
    void aMomentAndAPatternAndANumberHoldTogether() throws Exception {
        out(api, "old error\n");
        var moment = Instant.now();
        await("the clock moves").until(() -> Instant.now().isAfter(moment));
        out(web, "error 1\nfine\n");
        out(api, "error 2\nfine\n");
        var errors = pattern("error");
        assertThat(texts(merged().read(LogQuery.since(moment)))).containsExactly("error 1", "fine", "error 2", "fine");
        assertThat(texts(merged().read(LogQuery.since(moment).matching(errors)))).containsExactly("error 1", "error 2");
        assertThat(texts(merged().read(new LogQuery(5, Optional.of(moment), Optional.of(errors)))))
                .containsExactly("error 1", "error 2");
        assertThat(texts(merged().read(new LogQuery(1, Optional.of(moment), Optional.of(errors)))))
                .containsExactly("error 2");
        assertThat(texts(merged().read(LogQuery.since(Instant.now().plusSeconds(60))))).isEmpty();
    }

    @Test
    void aFollowerWithAPatternGetsOnlyWhatMatches() throws Exception {
        out(api, "error 1\nfine\n");
        try (var cursor = merged().follow(LogQuery.last(10).matching(pattern("error \\d$")))) {
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("error 1");
            out(api, "fine\n");
            out(web, "error 22\nfine\nerror 3\nfine\n");
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("error 3");
            assertThat(cursor.next(Duration.ZERO)).isEmpty();
            assertThat(cursor.position()).as("also past what does not match").isEqualTo(Map.of("api", 3L, "web", 4L));
        }
    }

    @Test
    void aPatternIsLookedForInTheTextWithoutColours() throws Exception {
        out(api, "\u001b[31mER\u001b[1mROR\u001b[0m here\n");
        assertThat(texts(merged().read(LogQuery.last(5).matching(pattern("^ERROR here$"))))).hasSize(1);
        assertThat(texts(merged().read(LogQuery.last(5).matching(pattern("\\[31m"))))).isEmpty();
    }

    @Test
    void whatIsReadEndsWhereTheLogEndedWhenItWasAskedFor() throws Exception {
        out(api, "before\n");
        try (var cursor = merged().read(LogQuery.last(5))) {
            out(api, "after\n");
            assertThat(texts(cursor)).containsExactly("before");
        }
    }

    @Test
    void aReaderThatWasCutOffGoesOnInEachLog() throws Exception {
        out(api, "a1\na2\n");
        out(web, "w1\nw2\n");
        Map<String, Long> seen;
        try (var cursor = merged().follow(LogQuery.last(3))) {
            cursor.next(SOON);
            cursor.next(SOON);
            seen = cursor.position();
        }
        try (var cursor = merged().followAfter(seen, Instant.now(), LogQuery.last(0))) {
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("w2");
            assertThat(cursor.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void anExpressionThatIsWrongIsSaidWithItsPlace() {
        assertThatThrownBy(() -> pattern("ab[c")).isInstanceOf(LinePattern.Unusable.class)
                .hasMessageContaining("\"ab[c\"")
                .hasMessageContaining("at `[c`");
    }

    /** Other engines match groups that repeat by recursion, and find no end of nested counts. */
    @Test
    void noExpressionIsTooMuchForALine() throws Exception {
        out(api, "ab".repeat(1_000_000) + "\n");
        assertThat(texts(merged().read(LogQuery.last(1).matching(pattern("^(a|b)*c"))))).isEmpty();
        assertThat(texts(merged().read(LogQuery.last(1).matching(pattern("(a|b|ab)*ba$"))))).isEmpty();
    }

    @Test
    void aLongSearchEndsWithItsCaller() throws Exception {
        out(api, "a".repeat(5_000_000) + "\n");
        var wanted = new AtomicBoolean(true);
        var outcome = new java.util.concurrent.CompletableFuture<Throwable>();
        var asked = new java.util.concurrent.CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                var slow = LinePattern.of("(.*)(.*)(.*)(.*)(.*)(.*)(.*)b", () -> {
                    asked.countDown();
                    return wanted.get();
                });
                texts(merged().read(LogQuery.last(1).matching(slow)));
                outcome.complete(new AssertionError("it came to an end"));
            } catch (RuntimeException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        asked.await();
        wanted.set(false);
        assertThat(outcome.get(10, java.util.concurrent.TimeUnit.SECONDS)).isInstanceOf(LinePattern.Abandoned.class);
    }

    @Test
    void aPastLogIsReadByManyAndChangedByNone() throws Exception {
        out(api, "one\ntwo\n");
        var home = dir.resolve("api");
        api.close();
        ServiceLogTest.append(home.resolve("stdout.log"), "not taken in yet\n".getBytes(StandardCharsets.US_ASCII));
        var journal = Files.readAllBytes(home.resolve("journal"));
        try (var first = PastLog.open("api", home); var second = PastLog.open("api", home)) {
            assertThat(texts(new MergedLog(List.of(first)).read(LogQuery.last(9)))).containsExactly("one", "two");
            api = ServiceLog.open("api", home, ServiceLog.DEFAULT_BOUND);
            out(api, "three\n");
            assertThat(texts(new MergedLog(List.of(second)).read(LogQuery.last(9).matching(pattern("o")))))
                    .containsExactly("one", "two");
        }
        assertThat(Files.readAllBytes(home.resolve("journal"))).startsWith(journal);
        assertThat(texts(merged().read(LogQuery.last(9)))).containsExactly("one", "two", "not taken in yet", "three");
    }

    @Test
    void aPastLogThatWasNeverWrittenIsEmpty() throws Exception {
        try (var none = PastLog.open("api", dir.resolve("none"))) {
            assertThat(texts(new MergedLog(List.of(none)).read(LogQuery.last(9)))).isEmpty();
        }
        assertThat(dir.resolve("none")).doesNotExist();
    }
}
