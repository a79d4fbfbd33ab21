package dev.a3s.watch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FileWatcherTest {

    @TempDir
    Path directory;

    WatchedProject project;

    @BeforeEach
    void aProjectWithOneSourceFile() throws IOException {
        project = new WatchedProject(directory.toRealPath());
        project.write("src/Main.java", "one");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void anEditIsReported() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "two");
        project.awaitChanged("src/Main.java");
    }

    @Test
    void anEditOfTheSameLengthIsReported() throws Exception {
        var time = Files.getLastModifiedTime(project.path("src/Main.java"));
        project.watch("src");
        project.write("src/Main.java", "eno");
        Files.setLastModifiedTime(project.path("src/Main.java"), time);
        project.awaitChanged("src/Main.java");
    }

    @Test
    void aNewFileAndADeletedOneAreReported() throws Exception {
        project.watch("src");
        project.write("src/New.java", "new");
        Files.delete(project.path("src/Main.java"));
        project.awaitChanged("src/Main.java", "src/New.java");
    }

    @Test
    void editsWithinTheQuietTimeAreOneChange() throws Exception {
        project.watch("src");
        for (int i = 0; i < 5; i++) {
            project.write("src/File" + i, "x");
        }
        project.awaitChanged("src/File0", "src/File1", "src/File2", "src/File3", "src/File4");
        assertThat(project.changes()).hasSize(1);
    }

    @Test
    void aTouchIsNoChange() throws Exception {
        project.watch("src");
        Files.setLastModifiedTime(project.path("src/Main.java"), FileTime.from(Instant.now().plusSeconds(5)));
        project.expectNothing();
    }

    @Test
    void writingTheSameBytesIsNoChange() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "one");
        project.expectNothing();
    }

    @Test
    void anEditThatIsTakenBackWithinTheQuietTimeIsNoChange() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "two");
        project.write("src/Main.java", "one");
        project.expectNothing();
    }

    @Test
    void savingByRenameIsOneChangeOfTheFileAlone() throws Exception {
        project.watch("src");
        var temporary = project.write("src/Main.java.tmp4711", "two");
        Files.move(temporary, project.path("src/Main.java"), ATOMIC_MOVE);
        project.awaitChanged("src/Main.java");
        assertThat(project.changes()).hasSize(1);
    }

    @Test
    void filesInDirectoriesThatAppearAtOnceAreReported() throws Exception {
        project.watch("src");
        project.write("src/a/b/c/Deep.java", "x");
        project.awaitChanged("src/a/b/c/Deep.java");
        project.forget();
        project.write("src/a/b/c/Deep.java", "y");
        project.awaitChanged("src/a/b/c/Deep.java");
    }

    @Test
    void aDirectoryThatIsMovedAwayTakesItsFilesAlongAndIsWatchedWhereItArrives() throws Exception {
        project.write("src/a/Inner.java", "x");
        project.watch("src");
        Files.move(project.path("src/a"), project.path("src/b"));
        project.awaitChanged("src/a/Inner.java", "src/b/Inner.java");
        project.forget();
        project.write("src/b/Inner.java", "y");
        project.awaitChanged("src/b/Inner.java");
    }

    @Test
    void nothingIsReportedOfIgnoredFiles() throws Exception {
        project.watch(List.of("src"), List.of("*.log", "/src/generated", "target/"));
        project.write("src/a.log", "x");
        project.write("src/generated/A.java", "x");
        project.write("src/node_modules/lib/index.js", "x");
        project.write("src/a/target/classes/A.class", "x");
        project.write("src/.Main.java.swp", "x");
        project.expectNothing();
    }

    @Test
    void onlyTheNamedPathsAreReported() throws Exception {
        project.write("config.toml", "a");
        project.watch("src", "config.toml");
        project.write("other.toml", "x");
        project.write("srcs/Main.java", "x");
        project.write("config.toml", "b");
        project.awaitChanged("config.toml");
        project.forget();
        project.expectNothing();
    }

    @Test
    void aFileThatDoesNotExistYetIsReportedWhenItComesAndGoesAndComesBack() throws Exception {
        project.watch("src", "etc/local/config.toml");
        project.write("etc/local/other.toml", "x");
        project.write("etc/local/config.toml", "a");
        project.awaitChanged("etc/local/config.toml");
        project.forget();
        Files.delete(project.path("etc/local/config.toml"));
        project.awaitChanged("etc/local/config.toml");
        project.forget();
        project.write("etc/local/config.toml", "b");
        project.awaitChanged("etc/local/config.toml");
    }

    @Test
    void aWatchedDirectoryThatIsDeletedAndMadeAgainIsStillWatched() throws Exception {
        project.watch("src");
        Files.delete(project.path("src/Main.java"));
        Files.delete(project.path("src"));
        project.awaitChanged("src/Main.java");
        project.forget();
        project.write("src/Main.java", "two");
        project.awaitChanged("src/Main.java");
        project.forget();
        project.write("src/Main.java", "three");
        project.awaitChanged("src/Main.java");
    }

    @Test
    void aProjectThatIsMovedAwayAndReplacedIsWatchedAtItsOldPlace() throws Exception {
        var nested = new WatchedProject(project.path("shop"));
        nested.write("src/A", "1");
        try (nested) {
            nested.watch(".");
            Files.move(project.path("shop"), project.path("shop.old"));
            nested.awaitChanged("src/A");
            nested.forget();
            nested.write("src/A", "2");
            nested.awaitChanged("src/A");
            nested.forget();
            nested.write("src/A", "3");
            nested.awaitChanged("src/A");
        }
    }

    @Test
    void aCheckoutThatReplacesDirectoriesIsSeenWhole() throws Exception {
        for (int i = 0; i < 300; i++) {
            project.write("src/p" + i % 30 + "/F" + i, "main " + i);
        }
        project.watch("src");
        for (int i = 0; i < 300; i++) {
            Files.delete(project.path("src/p" + i % 30 + "/F" + i));
        }
        for (int i = 0; i < 30; i++) {
            Files.delete(project.path("src/p" + i));
        }
        for (int i = 0; i < 300; i++) {
            project.write("src/p" + i % 30 + "/F" + i, (i % 3 == 0 ? "branch " : "main ") + i);
        }
        var wanted = IntStream.range(0, 100)
                .map(i -> 3 * i)
                .mapToObj(i -> "src/p" + i % 30 + "/F" + i)
                .toArray(String[]::new);
        project.awaitChanged(wanted);
        project.forget();
        project.write("src/p7/F7", "edit");
        project.awaitChanged("src/p7/F7");
    }

    @Test
    void aWatchedLinkToADirectoryIsFollowedAlsoWhenItIsTurned() throws Exception {
        project.write("releases/1/app", "one");
        project.write("releases/2/app", "two");
        Files.createSymbolicLink(project.path("current"), Path.of("releases/1"));
        project.watch("src", "current");
        project.write("releases/1/app", "one!");
        project.awaitChanged("current/app");
        project.forget();
        Files.createSymbolicLink(project.path("next"), Path.of("releases/2"));
        Files.move(project.path("next"), project.path("current"), ATOMIC_MOVE);
        project.awaitChanged("current/app");
        project.forget();
        project.write("releases/2/app", "two!");
        project.awaitChanged("current/app");
    }

    @Test
    void aLinkToAFileIsFollowed() throws Exception {
        project.write("shared/config.toml", "a");
        Files.createSymbolicLink(project.path("config.toml"), Path.of("shared/config.toml"));
        Files.createSymbolicLink(project.path("src/config.toml"), Path.of("../shared/config.toml"));
        project.watch("src", "config.toml");
        project.write("shared/other.toml", "x");
        project.write("shared/config.toml", "b");
        project.awaitChanged("config.toml", "src/config.toml");
    }

    @Test
    void aLinkToADirectoryInsideAWatchedOneIsNotEntered() throws Exception {
        project.write("elsewhere/huge/file", "x");
        Files.createSymbolicLink(project.path("src/elsewhere"), Path.of("../elsewhere"));
        Files.createSymbolicLink(project.path("src/loop"), Path.of("."));
        project.watch("src");
        project.write("elsewhere/huge/file", "y");
        project.expectNothing();
    }

    @Test
    void aNamedPathIsWatchedEvenInsideAnIgnoredDirectory() throws Exception {
        project.write("node_modules/mine/index.js", "a");
        project.write("node_modules/other/index.js", "a");
        project.watch("src", "node_modules/mine");
        project.write("node_modules/other/index.js", "b");
        project.write("node_modules/mine/index.js", "b");
        project.awaitChanged("node_modules/mine/index.js");
    }

    @Test
    void aDirectoryThatMayNotBeReadIsPassedOver() throws Exception {
        project.write("src/private/key", "x");
        Files.setPosixFilePermissions(project.path("src/private"), Set.of());
        try {
            project.watch("src");
            project.write("src/Main.java", "two");
            project.awaitChanged("src/Main.java");
            assertThat(project.troubles()).isEmpty();
        } finally {
            Files.setPosixFilePermissions(project.path("src/private"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void socketsAndPipesAreNotFiles() throws Exception {
        project.watch("src");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(project.path("src/app.sock")));
            project.expectNothing();
        }
    }

    @Test
    void aFileThatBecomesADirectoryAndBackIsReported() throws Exception {
        project.watch("src");
        Files.delete(project.path("src/Main.java"));
        project.write("src/Main.java/inner", "x");
        project.awaitChanged("src/Main.java", "src/Main.java/inner");
        project.forget();
        Files.delete(project.path("src/Main.java/inner"));
        Files.delete(project.path("src/Main.java"));
        project.write("src/Main.java", "x");
        project.awaitChanged("src/Main.java", "src/Main.java/inner");
    }

    @Test
    void aConsumerThatThrowsGetsTheNextChangeAllTheSame() throws Exception {
        var results = new CopyOnWriteArrayList<Change>();
        try (var _ = FileWatcher.start(project.spec(List.of("src"), List.of(), Duration.ofMillis(20)), change -> {
            results.add(change);
            throw new IllegalStateException("a consumer's defect");
        }, _ -> {}, _ -> {})) {
            project.write("src/Main.java", "two");
            await("first change").until(() -> results.size() == 1);
            project.write("src/Main.java", "three");
            await("second change").until(() -> results.size() == 2);
        }
    }

    @Test
    void nothingIsReportedAfterClosing() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "two");
        project.close();
        await("silence").during(Duration.ofMillis(300)).until(() -> project.changes().isEmpty());
    }
}
