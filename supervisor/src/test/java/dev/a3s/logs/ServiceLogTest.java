package dev.a3s.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.logs.LogLine.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ServiceLogTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path dir;
    private ServiceLog log;

    @BeforeEach
    void open() {
        log = ServiceLog.open("api", dir, ServiceLog.DEFAULT_BOUND);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void reopen() {
        log.close();
        open();
    }

    private void out(String text) {
        append(log.stdout(), text.getBytes(StandardCharsets.UTF_8));
    }

    private void err(String text) {
        append(log.stderr(), text.getBytes(StandardCharsets.UTF_8));
    }

    static void append(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }

    @Test
    void linesOfAllStreamsComeInTheOrderTheyWereWritten() {
        out("one\n");
        log.drain();
        err("two\n");
        log.note("three");
        out("four\n");
        log.drain();
        assertThat(log.last(10)).extracting(LogLine::text, LogLine::stream, LogLine::sequence)
                .containsExactly(
                        tuple("one", Stream.OUT, 1L), tuple("two", Stream.ERR, 2L), tuple("three", Stream.NOTE, 3L),
                        tuple("four", Stream.OUT, 4L));
        assertThat(texts(log.last(2))).containsExactly("three", "four");
        assertThat(log.last(0)).isEmpty();
        assertThat(log.last(10)).allSatisfy(line -> {
            assertThat(line.service()).isEqualTo("api");
            assertThat(line.approximate()).isFalse();
            assertThat(line.time()).isBetween(Instant.now().minusSeconds(10), Instant.now());
        });
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void theNoteThatALaunchBeginsWithIsMarked() {
        out("of an earlier launch\n");
        log.noteLaunch("starting: sh -c '\nexit 3'");
        err("no database\n");
        log.drain();
        log.note("starting: not a launch");
        for (boolean reopened : List.of(false, true)) {
            assertThat(log.last(10)).as("reopened: %s", reopened).extracting(LogLine::text, LogLine::launch)
                    .containsExactly(tuple("of an earlier launch", false), tuple("starting: sh -c '", true),
                            tuple("exit 3'", true), tuple("no database", false),
                            tuple("starting: not a launch", false));
            reopen();
        }
    }

    /** Recorded with the a3s that wrote the journal without marks. */
    @Test
    void aLogFromBeforeLaunchesWereMarkedIsReadAsOneLaunchAndGoesOnWithMarks() throws Exception {
        log.close();
        for (var file : List.of("stdout.log", "stderr.log", "a3s.log", "journal")) {
            try (var recorded = getClass().getResourceAsStream("/logs/before-launch-marks/" + file)) {
                Files.copy(recorded, dir.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        open();
        log.noteLaunch("starting: node server.js");
        assertThat(log.last(10)).extracting(LogLine::text, LogLine::stream, LogLine::launch, LogLine::sequence)
                .containsExactly(tuple("starting: node server.js", Stream.NOTE, false, 1L),
                        tuple("listening on 3000", Stream.OUT, false, 2L),
                        tuple("Error: no database", Stream.ERR, false, 3L),
                        tuple("exited 3; restarting in 1s", Stream.NOTE, false, 4L),
                        tuple("starting: node server.js", Stream.NOTE, false, 5L),
                        tuple("Error: still no database", Stream.ERR, false, 6L),
                        tuple("exited 3", Stream.NOTE, false, 7L),
                        tuple("starting: node server.js", Stream.NOTE, true, 8L));
    }

    @Test
    void anErrorBehindAFloodOfOutputComesBehindIt() {
        int lines = 500_000;
        out("line\n".repeat(lines));
        err("crashed\n");
        await("both were found").atMost(SOON)
                .until(() -> log.last(1).stream().anyMatch(line -> line.sequence() == lines + 1));
        assertThat(texts(log.last(2))).containsExactly("line", "crashed");
    }

    @Test
    void aFollowerGetsTheLastLinesAndThenWhatComes() throws Exception {
        out("old\nrecent\n");
        log.drain();
        try (var cursor = log.follow(1)) {
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("recent");
            assertThat(cursor.next(Duration.ZERO)).isEmpty();
            err("new\n");
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("new");
        }
    }

    @Test
    void anInterruptedReaderDoesNotCloseTheLogForOthers() throws Exception {
        out("one\n");
        log.drain();
        var reader = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            log.last(10);
            log.note("noted by an interrupted thread");
        });
        reader.join();
        out("two\n");
        log.drain();
        assertThat(log.last(10)).extracting(LogLine::text)
                .containsExactly("one", "noted by an interrupted thread", "two");
    }

    @Test
    void bytesAreKeptExactly() {
        var odd = new byte[]{0, (byte) 0xff, (byte) 0xc3, 27, '[', '3', '1', 'm', '\r'};
        append(log.stdout(), odd);
        out("\n\nlast\n");
        log.drain();
        var lines = log.last(10);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).bytes()).isEqualTo(odd);
        assertThat(lines.get(1).bytes()).isEmpty();
        assertThat(lines.get(0).text()).startsWith("\0\ufffd\ufffd\u001b[31m");
    }

    @Test
    void aPromptWithoutLineFeedAppearsWithinASecond() throws Exception {
        try (var cursor = log.follow(0)) {
            out("Continue? ");
            long asked = System.nanoTime();
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("Continue? ");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(1500));
            out("yes\n");
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("yes");
        }
    }

    @Test
    void drainingEndsALineThatHasNoLineFeed() {
        out("whole\nlast words");
        log.drain();
        log.note("exited 1");
        assertThat(texts(log.last(10))).containsExactly("whole", "last words", "exited 1");
        out("\nagain\n");
        log.drain();
        assertThat(texts(log.last(2))).containsExactly("", "again");
    }

    @Test
    void aLineOfTenMebibytesIsOneLine() {
        var line = new byte[10 << 20];
        Arrays.fill(line, (byte) 'x');
        append(log.stdout(), line);
        out("\nnext\n");
        log.drain();
        assertThat(log.last(2)).extracting(found -> found.bytes().length).containsExactly(10 << 20, 4);
    }

    @Test
    void anExcerptHasOfALongLineSoMuchAsCanBeReadAndHowLongItIs() {
        var line = new byte[10 << 20];
        Arrays.fill(line, (byte) 'x');
        out("before\n");
        log.drain();
        append(log.stdout(), line);
        out("\nnext\n" + "y".repeat(5_000) + "\nlast\n");
        log.drain();
        var lines = texts(log.excerpt(5));
        assertThat(lines.get(0)).isEqualTo("before");
        assertThat(lines.get(1)).hasSizeLessThan(LogQuery.EXCERPT + 60).startsWith("xxx")
                .endsWith("x … (cut: the line has 10485760 bytes)");
        assertThat(lines.get(2)).isEqualTo("next");
        assertThat(lines.get(3)).endsWith("y … (cut: the line has 5000 bytes)");
        assertThat(lines.get(4)).isEqualTo("last");
        assertThat(texts(log.excerpt(1))).containsExactly("last");
    }

    @Test
    void aCutLineEndsWithAWholeCharacter() {
        out("a" + "é".repeat(5_000) + "\n");
        log.drain();
        assertThat(texts(log.excerpt(1)).getFirst()).doesNotContain("\ufffd")
                .endsWith("é … (cut: the line has 10001 bytes)");
    }

    @Test
    void aLineWithoutEndComesInParts() {
        var part = new byte[1 << 20];
        for (int i = 0; i < 40; i++) {
            append(log.stdout(), part);
        }
        log.drain();
        var lines = log.last(100);
        assertThat(lines).hasSizeGreaterThan(2)
                .allSatisfy(
                        line -> assertThat(line.bytes()).hasSizeLessThanOrEqualTo(StreamTail.LONGEST_LINE + (1 << 16)));
        assertThat(lines.stream().mapToLong(line -> line.bytes().length).sum()).isEqualTo(40L << 20);
    }

    @Test
    void linesSinceAMomentAreFound() throws Exception {
        out("before\n");
        log.drain();
        var moment = Instant.now();
        await("the clock moves").until(() -> Instant.now().isAfter(moment));
        out("after\n");
        log.drain();
        assertThat(texts(log.since(moment))).containsExactly("after");
        assertThat(texts(log.since(moment.minusSeconds(60)))).containsExactly("before", "after");
        assertThat(log.since(Instant.now().plusSeconds(60))).isEmpty();
        try (var cursor = log.followSince(moment)) {
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("after");
        }
    }

    @Test
    void linesOfATimeWithoutDaemonAreApproximateAndNoneIsLostOrDoubled() {
        out("one\npart");
        log.drain();
        out("two\nhal");
        log.close();
        out("f\nthree\n");
        err("four\n");
        open();
        assertThat(texts(log.last(10))).containsExactlyInAnyOrder("one", "part", "two", "half", "three", "four");
        assertThat(log.last(10)).extracting(LogLine::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(log.last(10)).filteredOn(LogLine::approximate)
                .extracting(LogLine::text)
                .contains("half", "three",
                        "four");
        reopen();
        assertThat(log.last(10)).hasSize(6);
        out("five\n");
        log.drain();
        assertThat(log.last(1)).extracting(LogLine::text, LogLine::approximate).containsExactly(tuple("five", false));
    }

    @Test
    void aReaderThatWasCutOffGoesOnAfterItsLastLine() throws Exception {
        out("1\n2\n3\n4\n");
        log.drain();
        for (int seen = 0; seen < 4; seen++) {
            try (var cursor = log.followAfter(seen)) {
                assertThat(cursor.next(SOON).orElseThrow().sequence()).isEqualTo(seen + 1);
            }
        }
        try (var cursor = log.followAfter(99)) {
            assertThat(cursor.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aJournalTornAtAnyByteLosesNoLine() throws Exception {
        for (int i = 0; i < 3; i++) {
            out("line " + i + "\n");
            log.drain();
        }
        log.close();
        var journal = Files.readAllBytes(dir.resolve("journal"));
        for (int length = 0; length <= journal.length; length++) {
            Files.write(dir.resolve("journal"), Arrays.copyOf(journal, length));
            open();
            assertThat(texts(log.last(10))).as("torn at %d", length).containsExactly("line 0", "line 1", "line 2");
            log.close();
        }
        for (int at = 0; at < journal.length; at++) {
            var spoiled = journal.clone();
            spoiled[at] ^= 1;
            Files.write(dir.resolve("journal"), spoiled);
            open();
            assertThat(texts(log.last(10))).as("spoiled at %d", at).containsExactly("line 0", "line 1", "line 2");
            log.close();
        }
        open();
    }

    @Test
    void aFileThatSomebodyEmptiesOrRemovesBeginsAnew() throws Exception {
        out("one\ntwo\n");
        log.drain();
        try (var cursor = log.follow(0)) {
            Files.write(log.stdout(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            log.drain();
            out("3\n");
            assertThat(cursor.next(SOON).orElseThrow()).extracting(LogLine::text, LogLine::sequence)
                    .containsExactly("3", 3L);
            Files.delete(log.stdout());
            await("looked at every five seconds").until(() -> Files.exists(log.stdout()));
            out("4\n");
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("4");
        }
        reopen();
        assertThat(texts(log.last(10))).containsExactly("4");
    }

    @Test
    void aLogWhoseDirectoryIsGoneSaysSoAndGoesOnOnceItIsBack() throws Exception {
        assertThat(log.trouble()).isEmpty();
        try (var cursor = log.follow(0)) {
            for (var file : List.of("stdout.log", "stderr.log", "a3s.log", "journal")) {
                Files.delete(dir.resolve(file));
            }
            Files.delete(dir);
            await("the files are missed").atMost(Duration.ofSeconds(20)).until(() -> log.trouble().isPresent());
            Files.createDirectory(dir);
            await("they are there again").atMost(Duration.ofSeconds(20)).until(() -> log.trouble().isEmpty());
            out("on we go\n");
            assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo("on we go");
        }
    }

    @Test
    void aBurstIsFollowedWithoutLossWhileItIsWritten() throws Exception {
        int count = 1_000_000;
        try (var cursor = log.follow(0)) {
            var writer = new ProcessBuilder("seq", "1", String.valueOf(count))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.stdout().toFile()))
                    .start();
            for (int i = 1; i <= count; i++) {
                var line = cursor.next(SOON).orElseThrow();
                if (line.sequence() != i || !line.text().equals(String.valueOf(i))) {
                    throw new AssertionError("expected line " + i + ", found " + line);
                }
            }
            assertThat(writer.waitFor()).isZero();
        }
        assertThat(texts(log.last(3))).isEqualTo(
                IntStream.rangeClosed(count - 2, count).mapToObj(String::valueOf).toList());
    }
}
