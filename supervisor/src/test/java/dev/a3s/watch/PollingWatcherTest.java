package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PollingWatcherTest {

    @TempDir
    Path directory;

    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();

    @Test
    void whatIsCreatedChangedOrDeletedIsHintedAt() throws IOException {
        var changed = Files.writeString(directory.resolve("changed"), "1");
        var deleted = Files.writeString(directory.resolve("deleted"), "1");
        Files.writeString(directory.resolve("same"), "1");
        var interest = new Interest(directory, List.of(directory), IgnoreRules.of(directory, List.of("*.log")));
        try (var _ = PollingWatcher.open(interest, hints::add, PollingWatcher.FOR_EVER)) {
            Files.writeString(changed, "22");
            Files.delete(deleted);
            Files.writeString(directory.resolve("a.log"), "x");
            Files.createDirectories(directory.resolve("new/one"));
            var created = Files.writeString(directory.resolve("new/one/created"), "1");
            await("three hints").until(() -> hints.size() >= 3);
            assertThat(hints).containsExactlyInAnyOrder(new Hint.Stirred(changed), new Hint.Stirred(deleted),
                    new Hint.Stirred(created));
        }
    }

    @Test
    void anEditOfTheFileThatALinkLeadsToIsHintedAtAsTheLink() throws IOException {
        var shared = Files.writeString(Files.createDirectories(directory.resolve("shared")).resolve("file"), "1");
        var link = Files.createSymbolicLink(directory.resolve("link"), shared);
        var interest = new Interest(directory, List.of(link), IgnoreRules.of(directory, List.of()));
        try (var _ = PollingWatcher.open(interest, hints::add, PollingWatcher.FOR_EVER)) {
            Files.writeString(shared, "22");
            await("hint").until(() -> hints.contains(new Hint.Stirred(link)));
        }
    }

    @Test
    void atTheEndOfItsLifeItIsLost() {
        var interest = new Interest(directory, List.of(directory), IgnoreRules.of(directory, List.of()));
        try (var _ = PollingWatcher.open(interest, hints::add, Duration.ofMillis(1))) {
            await("hint").until(() -> hints.equals(Set.of(new Hint.Lost())));
        }
    }
}
