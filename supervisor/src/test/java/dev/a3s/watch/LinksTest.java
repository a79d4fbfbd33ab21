package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Links that are pointed elsewhere, where size and time of what they lead to are equal, as in a Nix store or an npm package. */
class LinksTest {
    private static final FileTime STORE_TIME = FileTime.from(Instant.ofEpochSecond(1));

    @TempDir
    Path directory;

    Path outside;
    WatchedProject project;

    @BeforeEach
    void twoReleasesThatDifferInContentAlone() throws IOException {
        var real = directory.toRealPath();
        outside = real.resolve("outside");
        project = new WatchedProject(Files.createDirectory(real.resolve("project")));
        for (var release : List.of("1", "2")) {
            for (var place : List.of(outside, project.path("releases"))) {
                var app = Files.createDirectories(place.resolve(release + "/app")).resolve("main");
                Files.setLastModifiedTime(Files.writeString(app, "release " + release), STORE_TIME);
            }
        }
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void aWatchedLinkThatIsPointedElsewhereIsAChange() throws Exception {
        Files.createSymbolicLink(project.path("current"), Path.of("releases/1"));
        project.watch("current");
        point(project.path("current"), Path.of("releases/2"));
        project.awaitChanged("current/app/main");
    }

    @Test
    void soIsALinkAboveAWatchedPath() throws Exception {
        Files.createSymbolicLink(project.path("current"), Path.of("releases/1"));
        project.watch("current/app/main");
        point(project.path("current"), Path.of("releases/2"));
        project.awaitChanged("current/app/main");
    }

    @Test
    void soIsALinkAboveAWatchedPathOutsideOfTheProject() throws Exception {
        var current = Files.createSymbolicLink(outside.resolve("current"), outside.resolve("1"));
        project.watch(outside.resolve("current/app").toString());
        point(current, outside.resolve("2"));
        project.awaitChanged("../outside/current/app/main");
    }

    @Test
    void soIsALinkThatAWatchedOneLeadsThrough() throws Exception {
        var profile = Files.createSymbolicLink(outside.resolve("profile"), outside.resolve("1"));
        Files.createSymbolicLink(project.path("result"), profile);
        project.watch("result");
        point(profile, outside.resolve("2"));
        project.awaitChanged("result/app/main");
    }

    @Test
    void soIsALinkThatALinkToAFileLeadsThrough() throws Exception {
        var profile = Files.createSymbolicLink(outside.resolve("profile"), outside.resolve("1"));
        Files.createDirectories(project.path("src"));
        Files.createSymbolicLink(project.path("src/main"), profile.resolve("app/main"));
        project.watch("src");
        point(profile, outside.resolve("2"));
        project.awaitChanged("src/main");
    }

    @Test
    void aLinkThatLedNowhereIsAChangeWhenItLeadsSomewhere() throws Exception {
        Files.createSymbolicLink(project.path("result"), outside.resolve("profile"));
        project.watch("result", "releases");
        Files.createSymbolicLink(outside.resolve("profile"), outside.resolve("1"));
        await("change").until(() -> project.changedFiles().contains("result/app/main"));
    }

    @Test
    void lookingAtTheFilesHintsAtThoseBehindALinkThatIsPointedElsewhere() throws Exception {
        var current = Files.createSymbolicLink(project.path("current"), Path.of("releases/1"));
        Set<Hint> hints = ConcurrentHashMap.newKeySet();
        var interest = new Interest(project.path(""), List.of(current), IgnoreRules.of(directory, List.of()));
        try (var _ = PollingWatcher.open(interest, hints::add, PollingWatcher.FOR_EVER)) {
            point(current, Path.of("releases/2"));
            await("hint").until(() -> hints.contains(new Hint.Stirred(current.resolve("app/main"))));
        }
    }

    @Test
    void afterALossAnEditThatKeepsSizeAndTimeIsFound() throws Exception {
        var main = project.path("releases/1/app/main");
        var interest = new Interest(project.path(""), List.of(project.path("releases")),
                IgnoreRules.of(directory, List.of()));
        var contents = Contents.of(interest);
        contents.readSome(10);
        Files.setLastModifiedTime(Files.writeString(main, "release x"), STORE_TIME);
        assertThat(contents.compareAll()).containsExactly(main);
        assertThat(contents.compareAll()).isEmpty();
    }

    private static void point(Path link, Path target) throws IOException {
        var draft = Files.createSymbolicLink(link.resolveSibling("draft"), target);
        Files.move(draft, link, ATOMIC_MOVE);
    }
}
