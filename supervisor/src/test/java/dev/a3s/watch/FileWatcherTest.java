package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FileWatcherTest {

    @TempDir Path directory;

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
    void anEditIsTold() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "two");
        project.awaitChanged("src/Main.java");
    }

    @Test
    void anEditOfTheSameLengthIsTold() throws Exception {
        var time = Files.getLastModifiedTime(project.path("src/Main.java"));
        project.watch("src");
        project.write("src/Main.java", "eno");
        Files.setLastModifiedTime(project.path("src/Main.java"), time);
        project.awaitChanged("src/Main.java");
    }

    @Test
    void aNewFileAndADeletedOneAreTold() throws Exception {
        project.watch("src");
        project.write("src/New.java", "new");
        Files.delete(project.path("src/Main.java"));
        project.awaitChanged("src/Main.java", "src/New.java");
    }

    @Test
    void editsWithinTheQuietTimeAreOneChange() throws Exception {
        project.watch("src");
        for (int i = 0; i < 5; i++)
            project.write("src/File" + i, "x");
        project.awaitChanged("src/File0", "src/File1", "src/File2", "src/File3", "src/File4");
        assertThat(project.changes()).hasSize(1);
    }

    @Test
    void aTouchTellsNothing() throws Exception {
        project.watch("src");
        Files.setLastModifiedTime(project.path("src/Main.java"), FileTime.from(Instant.now().plusSeconds(5)));
        project.expectNothing();
    }

    @Test
    void writingTheSameBytesTellsNothing() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "one");
        project.expectNothing();
    }

    @Test
    void anEditThatIsTakenBackWithinTheQuietTimeTellsNothing() throws Exception {
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
    void filesInDirectoriesThatAppearAtOnceAreTold() throws Exception {
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
    void nothingIsToldOfIgnoredFiles() throws Exception {
        project.watch(List.of("src"), List.of("*.log", "/src/generated", "target/"));
        project.write("src/a.log", "x");
        project.write("src/generated/A.java", "x");
        project.write("src/node_modules/lib/index.js", "x");
        project.write("src/a/target/classes/A.class", "x");
        project.write("src/.Main.java.swp", "x");
        project.expectNothing();
    }

    @Test
    void onlyTheNamedPathsAreTold() throws Exception {
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
    void aFileThatDoesNotExistYetIsToldWhenItComesAndGoesAndComesBack() throws Exception {
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
    void nothingIsToldAfterClosing() throws Exception {
        project.watch("src");
        project.write("src/Main.java", "two");
        project.close();
        await("silence").during(Duration.ofMillis(300)).until(() -> project.changes().isEmpty());
    }
}
