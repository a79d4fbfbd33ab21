package dev.a3s.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogPlaceTest {
    private static final int LOOKS = 100_000;
    private static final long PAUSE = 20_000;

    @TempDir
    Path dir;

    /** Or whoever begins to follow at the moment at which a line is written would miss that line. */
    @Test
    void aPlaceFoundWhileTheLogGrowsIsTheFirstLineOfItsPiece() throws Exception {
        try (var store = new LogStore(dir, Long.MAX_VALUE)) {
            var over = new AtomicBoolean();
            var writer = Thread.ofPlatform().start(() -> write(store, over));
            for (int look = 0; look < LOOKS; look++) {
                var place = LogPlace.since(store, Instant.parse("2500-01-01T00:00:00Z"));
                int number = look;
                store.chunk(place.chunk()).ifPresent(piece -> assertThat(piece.firstSequence()).as("look %d", number)
                        .isEqualTo(place.sequence()));
            }
            over.set(true);
            writer.join();
        }
    }

    private static void write(LogStore store, AtomicBoolean over) {
        try {
            while (!over.get()) {
                store.append(LogLine.Stream.OUT, false, false, false, 0, 2, 1);
                LockSupport.parkNanos(PAUSE); // or the piece is always there by the time that its place is found
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
