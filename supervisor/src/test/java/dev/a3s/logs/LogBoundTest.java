package dev.a3s.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LogBoundTest {
    private static final long BOUND = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path dir;

    private static void write(ServiceLog log, int from, int to) {
        var text = IntStream.range(from, to).mapToObj("line number %09d\n"::formatted).collect(Collectors.joining());
        ServiceLogTest.append(log.stdout(), text.getBytes(StandardCharsets.US_ASCII));
        log.drain();
    }

    private static long number(LogLine line) {
        return Long.parseLong(line.text().substring("line number ".length()));
    }

    private static void assertContinuous(List<LogLine> lines, long last) {
        long next = last - lines.size() + 1;
        for (var line : lines) {
            assertThat(number(line)).isEqualTo(next++);
        }
    }

    /** Allocated, in bytes; the length does not shrink. */
    private long onDisk() throws IOException, InterruptedException {
        var du = new ProcessBuilder("du", "-sk", dir.toString()).start();
        try (var out = du.inputReader()) {
            return Long.parseLong(out.readLine().split("\t", -1)[0]) * 1024;
        }
    }

    @Test
    void aBurstThatCameBeforeAnybodyLookedIsBoundedAtOnce() throws Exception {
        var text = IntStream.range(0, 1_000_000).mapToObj("line number %09d\n"::formatted)
                .collect(Collectors.joining());
        Path written;
        try (var log = ServiceLog.open("api", dir, BOUND)) {
            written = log.stdout();
        }
        ServiceLogTest.append(written, text.getBytes(StandardCharsets.US_ASCII));
        try (var log = ServiceLog.open("api", dir, BOUND)) {
            assertThat(onDisk()).isLessThan(BOUND * 3 / 2);
            assertContinuous(log.last(Integer.MAX_VALUE), 999_999);
        }
    }

    @Test
    void theOldestLinesGoAndTheirSpaceIsFreed() throws Exception {
        try (var log = ServiceLog.open("api", dir, BOUND)) {
            log.note("started");
            for (int i = 0; i < 100; i++) {
                write(log, i * 10_000, (i + 1) * 10_000);
            }
            var kept = log.last(Integer.MAX_VALUE);
            assertThat(kept.size() * 22L).isBetween(BOUND / 2, BOUND);
            assertContinuous(kept, 999_999);
            assertThat(Files.size(log.stdout())).isEqualTo(22_000_000);
            assertThat(onDisk()).isLessThan(BOUND * 3 / 2);
        }
        try (var log = ServiceLog.open("api", dir, BOUND)) {
            var kept = log.last(Integer.MAX_VALUE);
            assertContinuous(kept, 999_999);
            assertThat(kept.getLast().sequence()).as("counted on over what is gone").isEqualTo(1_000_001);
            assertThat(kept).noneMatch(LogLine::approximate);
        }
    }

    @Test
    void shortLinesOneByOneCountTheirEntries() throws Exception {
        try (var log = ServiceLog.open("api", dir, 100_000)) {
            for (int i = 0; i < 10_000; i++) {
                ServiceLogTest.append(log.stdout(), ".\n".getBytes(StandardCharsets.US_ASCII));
                log.drain();
            }
            assertThat(Files.size(dir.resolve("journal"))).isLessThan(100_100);
            assertThat(log.last(Integer.MAX_VALUE)).hasSizeBetween(1_000, 2_500);
        }
    }

    @Test
    void noLineGoesBeforeAFollowerHasReadIt() throws Exception {
        try (var log = ServiceLog.open("api", dir, BOUND); var cursor = log.follow(0)) {
            write(log, 0, 150_000); // three times the bound
            for (int i = 0; i < 150_000; i++) {
                assertThat(number(cursor.next(SOON).orElseThrow())).isEqualTo(i);
            }
            write(log, 150_000, 150_001);
            assertThat(log.last(Integer.MAX_VALUE).size() * 22L).as("and then it goes").isLessThan(BOUND);
        }
    }

    @Test
    void aFollowerTooFarBehindReadsWhatItMissed() throws Exception {
        try (var log = ServiceLog.open("api", dir, BOUND); var cursor = log.follow(0)) {
            write(log, 0, 10);
            assertThat(number(cursor.next(SOON).orElseThrow())).isZero();
            for (int i = 0; i < 40; i++) {
                write(log, 10 + i * 10_000, 10 + (i + 1) * 10_000);
            }
            for (int i = 1; i < 10; i++) {
                assertThat(number(cursor.next(SOON).orElseThrow())).isEqualTo(i);
            }
            var notice = cursor.next(SOON).orElseThrow();
            assertThat(notice.text()).matches("\\d+ lines were dropped before they were read: .*");
            long missed = Long.parseLong(notice.text().split(" ", 2)[0]);
            for (long i = 10 + missed; i < 400_010; i++) {
                assertThat(number(cursor.next(SOON).orElseThrow())).isEqualTo(i);
            }
            assertThat(cursor.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aNoisyServiceTakesNothingFromAnother() throws Exception {
        try (var quiet = ServiceLog.open("quiet", dir.resolve("quiet"), BOUND);
                var noisy = ServiceLog.open("noisy", dir.resolve("noisy"), BOUND)) {
            write(quiet, 0, 10);
            for (int i = 0; i < 40; i++) {
                write(noisy, i * 10_000, (i + 1) * 10_000);
            }
            assertThat(noisy.last(Integer.MAX_VALUE)).hasSizeLessThan(400_000);
            assertThat(quiet.last(Integer.MAX_VALUE)).extracting(LogBoundTest::number)
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        }
    }

    @Test
    void aLogThatCannotBeTrimmedIsKeptWholeAndReadOn() throws Exception {
        try (var log = ServiceLog.open("api", dir, BOUND); var cursor = log.follow(0)) {
            var obstacle = Files.createDirectory(dir.resolve("journal.new")); // what trimming would write
            write(log, 0, 100_000);
            assertThat(log.trouble()).isEmpty();
            for (int i = 0; i < 100_000; i++) {
                assertThat(number(cursor.next(SOON).orElseThrow())).isEqualTo(i);
            }
            assertThat(log.last(Integer.MAX_VALUE)).hasSize(100_000);
            Files.delete(obstacle);
            await("it is tried again").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200)).until(() -> {
                write(log, 0, 1);
                return log.last(Integer.MAX_VALUE).size() < 50_000;
            });
        }
    }

    @Test
    void aServiceThatWritesMeanwhileLosesNothing() throws Exception {
        int count = 300_000;
        try (var log = ServiceLog.open("api", dir, BOUND); var cursor = log.follow(0)) {
            var writer = new ProcessBuilder("seq", "1", String.valueOf(count))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.stdout().toFile()))
                    .start();
            for (int i = 1; i <= count; i++) {
                assertThat(cursor.next(SOON).orElseThrow().text()).isEqualTo(String.valueOf(i));
            }
            assertThat(writer.waitFor()).isZero();
            assertThat(log.last(Integer.MAX_VALUE)).hasSizeLessThan(count);
        }
    }
}
