package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class NativeWatcherTest {

    @TempDir
    Path directory;

    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOverflowOfTheEventQueueIsALoss() throws Exception {
        var gate = new CountDownLatch(1);
        try (var _ = NativeWatcher.open(interest(List.of()), hint -> {
            awaitOpen(gate);
            hints.add(hint);
        })) {
            for (int i = 0; i < 2_000; i++) { // the JDK keeps 512 events per directory
                Files.createFile(directory.resolve("f" + i));
            }
            gate.countDown();
            await("loss").until(() -> hints.contains(new Hint.Lost()));
        }
    }

    @Test
    void nothingInAnIgnoredDirectoryIsHintedAt() throws Exception {
        Files.createDirectories(directory.resolve("target/classes"));
        try (var _ = NativeWatcher.open(interest(List.of("target")), hints::add)) {
            Files.createFile(directory.resolve("target/classes/A.class"));
            Files.createDirectories(directory.resolve("a/target/classes"));
            Files.createFile(directory.resolve("a/target/classes/B.class"));
            var marker = Files.createFile(directory.resolve("marker"));
            await("marker").until(() -> hints.contains(new Hint.Stirred(marker)));
            assertThat(hints).allMatch(hint -> hint instanceof Hint.Stirred(var path)
                    && (path.equals(marker) || path.equals(directory.resolve("a"))));
        }
    }

    @Test
    void theEndOfEverythingWatchedIsALoss() throws Exception {
        var project = Files.createDirectory(directory.resolve("project"));
        var interest = new Interest(project, List.of(project), IgnoreRules.of(project, List.of()));
        try (var _ = NativeWatcher.open(interest, hints::add)) {
            Files.delete(project);
            await("loss").until(() -> hints.contains(new Hint.Lost()));
        }
    }

    @Test
    void closingIsNoLoss() throws IOException {
        NativeWatcher.open(interest(List.of()), hints::add).close();
        await("silence").during(Duration.ofMillis(100)).until(hints::isEmpty);
    }

    private Interest interest(List<String> ignore) {
        return new Interest(directory, List.of(directory), IgnoreRules.of(directory, ignore));
    }

    private static void awaitOpen(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
