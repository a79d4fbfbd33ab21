package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.WatchSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More at once than usual, and less to watch with. */
class WatchPressureTest {
    private static final int FILES = 2_000;

    @TempDir
    Path dir;

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor()).as("git %s", List.of(arguments)).isEqualTo(0);
    }

    private void everyFileSays(String content) throws IOException {
        for (int i = 0; i < FILES; i++) {
            var file = dir.resolve("src/part" + i % 40 + "/file" + i);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content + i);
        }
    }

    @Test
    void aStormOfCheckoutsIsAFewChangesAndItsEndIsSeen() throws Exception {
        everyFileSays("one ");
        git("init", "-q", "-b", "one");
        git("add", "-A");
        git("commit", "-qm", "one");
        git("checkout", "-qb", "two");
        everyFileSays("two ");
        git("commit", "-qam", "two");
        git("checkout", "-q", "one");
        try (var project = new WatchedProject(dir)) {
            project.watch(project.spec(List.of("src"), List.of(), Duration.ofMillis(500)));
            for (int i = 0; i < 5; i++) {
                git("checkout", "-q", "two");
                git("checkout", "-q", "one");
            }
            git("checkout", "-q", "two");
            await("the end").atMost(Duration.ofSeconds(60)).until(() -> project.changedFiles().size() == FILES);
            await("quiet").during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(60))
                    .until(() -> project.changes().size(), size -> size <= 11); // at worst one for each checkout
            project.forget();
            everyFileSays("two "); // what it has seen last is what is there
            project.expectNothing();
        }
    }

    /** Run in a user namespace of its own, in which there are hardly any watches. */
    static final class Starved {
        private Starved() {}

        public static void main(String[] arguments) throws Exception {
            var root = Path.of(arguments[0]);
            for (int i = 0; i < 20; i++) {
                Files.createDirectories(root.resolve("src/" + i));
            }
            var spec = new WatchSpec(List.of(root.resolve("src")), List.of(), true, Duration.ofMillis(50), root);
            var seen = new CountDownLatch(1);
            try (var _ = FileWatcher.start(spec, change -> {
                say("changed " + change.files());
                seen.countDown();
            }, _ -> {}, Starved::say)) {
                Files.writeString(root.resolve("src/19/late"), "x");
                seen.await(30, TimeUnit.SECONDS);
            }
        }

        private static void say(String text) {
            System.out.println(text);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereWatchesHaveRunOutThisIsSaidAndFilesAreLookedAtInstead() throws Exception {
        var namespace = List.of("unshare", "-Ur", "sh", "-c",
                "echo 10 >/proc/sys/user/max_inotify_watches && exec \"$@\"",
                "sh");
        var command = new ArrayList<>(namespace);
        Assumptions.assumeTrue(works(namespace), "user namespaces are allowed here");
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Starved.class.getName(), dir.toString()));
        var out = dir.resolve("out");
        var starved = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(starved.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out)).contains("no more file watches: fs.inotify.max_user_watches is")
                .contains("sudo sysctl fs.inotify.max_user_watches=")
                .contains("changed [" + dir.resolve("src/19/late"));
    }

    private static boolean works(List<String> namespace) throws InterruptedException {
        try {
            var command = new ArrayList<>(namespace);
            command.add("true");
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
