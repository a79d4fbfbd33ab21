package dev.a3s.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.process.Shims;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceState;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Drift;
import dev.a3s.status.Notice;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a daemon finds again when the files that an earlier one left are damaged or gone. */
class LostStateTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TWO = """
            service "web" {
              cmd        = "echo web >>$DIR/started; exec sleep 600"
              port       = 0
              depends_on = ["db"]
            }
            service "db" {
              cmd  = "echo db >>$DIR/started; exec sleep 600"
              port = 0
            }
            """;

    @TempDir
    Path dir;

    private Path file;
    private Path home;
    private Sessions sessions;
    private long web;
    private long db;

    @BeforeEach
    void aSessionThatItsDaemonHasLeft() throws Exception {
        file = Files.writeString(Files.createDirectories(dir.resolve("shop")).resolve("A3sfile.hcl"),
                TWO.replace("$DIR", dir.toString()));
        home = dir.resolve("sessions/shop");
        var first = daemon();
        var session = up(first);
        awaitReady(session);
        web = pid(session, "web");
        db = pid(session, "db");
        first.leave();
        sessions = daemon();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (var session : sessions.all()) {
            sessions.end(session, Reason.Event.DOWN);
        }
        assertThat(Shims.below(dir)).isEmpty();
        assertThat(ProcessHandle.of(web).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private Sessions daemon() {
        return new Sessions(dir.resolve("sessions"), new NoIngress(), new SessionFeed());
    }

    private Session up(Sessions daemon) throws InterruptedException {
        var opened = daemon.open(file, SessionOptions.asInFile(System.getenv()), false);
        opened.begin(_ -> {});
        opened.session().start(List.of(), Reason.Event.UP);
        return opened.session();
    }

    private static void awaitReady(Session session) {
        await("all are ready").atMost(SOON).until(() -> session.statuses().stream()
                .allMatch(status -> status.state() instanceof ServiceState.Ready));
    }

    private static long pid(Session session, String service) {
        return session.status(service).orElseThrow().state().living().flatMap(Run::process).orElseThrow().pid();
    }

    private Session takenOver() {
        return sessions.running(SessionSelector.ofFile(file));
    }

    private void assertGoesOn(List<Notice> notices) throws Exception {
        assertThat(notices).singleElement().isInstanceOfSatisfying(Notice.StateLost.class, lost -> {
            assertThat(lost.alive()).containsExactly("db (pid " + db + ")", "web (pid " + web + ")");
            assertThat(lost.orphaned()).isFalse();
        });
        var session = takenOver();
        awaitReady(session);
        assertThat(pid(session, "web")).isEqualTo(web);
        assertThat(pid(session, "db")).isEqualTo(db);
        up(sessions);
        assertThat(Files.readAllLines(dir.resolve("started"))).as("no second copy").containsExactly("db", "web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "empty", "{}", "null", "directory", "fifo", "loop", "huge", "missing"})
    void whatLivesGoesOnWhenTheStateCannotBeUsed(String damage) throws Exception {
        var state = home.resolve("state.json");
        var text = Files.readString(state);
        Files.delete(state);
        switch (damage) {
            case "cut" -> Files.writeString(state, text.substring(0, 100));
            case "empty" -> Files.writeString(state, "");
            case "{}", "null" -> Files.writeString(state, damage);
            case "directory" -> Files.createDirectories(state.resolve("in the way"));
            case "fifo" -> assertThat(new ProcessBuilder("mkfifo", state.toString()).start().waitFor()).isZero();
            case "loop" -> Files.createSymbolicLink(state, state);
            case "huge" -> {
                try (var large = Files.newByteChannel(state, java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.WRITE)) {
                    large.position(200L << 20).write(java.nio.ByteBuffer.wrap(new byte[1]));
                }
            }
            default -> assertThat(state).doesNotExist();
        }
        assertGoesOn(sessions.takeOver());
        assertThat(state).isRegularFile();
    }

    @Test
    void whatLivesGoesOnWhenAllThatWasKeptOfTheSessionIsGone() throws Exception {
        delete(home);
        var notices = sessions.takeOver();
        assertThat(notices).singleElement().isInstanceOfSatisfying(Notice.StateLost.class,
                lost -> assertThat(lost.orphaned()).as("nobody knows of which file they are").isTrue());
        var session = sessions.all().getFirst();
        assertThat(session.name()).isEqualTo("shop");
        awaitReady(session);
        assertThat(pid(session, "web")).isEqualTo(web);
        assertThat(sessions.drift(session)).contains(new Drift.Gone());
    }

    @Test
    void whatLivesGoesOnWhenItsRunDirectoryIsGone() throws Exception {
        for (var service : List.of("web", "db")) {
            delete(home.resolve("services").resolve(service));
        }
        assertThat(sessions.takeOver()).isEmpty();
        var session = takenOver();
        awaitReady(session);
        assertThat(pid(session, "web")).isEqualTo(web);
        assertThat(new ProcessBuilder("kill", "-9", Long.toString(web)).start().waitFor()).isZero();
        await("its end is noticed").atMost(SOON)
                .until(() -> session.status("web").orElseThrow().lastExit().isPresent());
        awaitReady(session);
    }

    @Test
    void aLaunchThatWasNotWrittenDownIsTheServiceIfNothingElseOfItLives() throws Exception {
        var state = home.resolve("state.json");
        Files.writeString(state,
                Files.readString(state).replaceAll("\"runDir\":\"[^\"]*/web/[^\"]*\"", "\"runDir\":null")
                        .replace("\"phase\":\"READY\"", "\"phase\":\"STARTING\""));
        assertThat(sessions.takeOver()).isEmpty();
        awaitReady(takenOver());
        assertThat(pid(takenOver(), "web")).isEqualTo(web);
        assertThat(Files.readAllLines(dir.resolve("started"))).containsExactly("db", "web");
    }

    @Test
    void servicesOfAFileThatIsGoneAreOrphanedAndCanBeEnded() throws Exception {
        Files.writeString(home.resolve("state.json"), "damaged");
        Files.delete(file);
        assertThat(sessions.takeOver()).singleElement().isInstanceOfSatisfying(Notice.StateLost.class,
                lost -> assertThat(lost.words()).contains("a3s down --session shop", "pid " + web));
        assertThat(sessions.drift(takenOver())).contains(new Drift.Gone());
    }

    @Test
    void aDaemonThatKnowsNothingOfWhatLivesStartsNoSecondCopy() throws Exception {
        assertThatThrownBy(() -> up(sessions)).isInstanceOf(LeftBehind.class)
                .hasMessageContaining("pid " + web)
                .hasMessageContaining("a3s daemon stop --keep-services");
        sessions.takeOver();
        assertThat(pid(takenOver(), "web")).isEqualTo(web);
    }

    @Test
    void aServiceThatWasBackingOffWaitsOn() throws Exception {
        var other = Files.writeString(Files.createDirectories(dir.resolve("crash")).resolve("A3sfile.hcl"), """
                service "job" {
                  cmd  = "echo run >>$DIR/runs; exit 1"
                  port = 0
                  restart {
                    backoff     = "60s"
                    max_backoff = "60s"
                  }
                }
                """.replace("$DIR", dir.toString()));
        var first = daemon();
        var opened = first.open(other, SessionOptions.asInFile(System.getenv()), false);
        opened.begin(_ -> {});
        opened.session().start(List.of(), Reason.Event.UP);
        await("it has crashed").atMost(SOON)
                .until(() -> opened.session().status("job").orElseThrow().state() instanceof ServiceState.BackingOff);
        var left = opened.session().status("job").orElseThrow().state();
        first.leave();
        sessions.takeOver();
        assertThat(sessions.running(SessionSelector.ofFile(other)).status("job").map(status -> status.state()))
                .isEqualTo(Optional.of(left));
        assertThat(((ServiceState.BackingOff) left).retryAt()).isAfter(Instant.now());
    }

    @Test
    void theDirectoriesOfRunsAreTheUsersAlone() throws IOException {
        for (var path : List.of(home, home.resolve("services/web/runs"), home.resolve("services/web"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).as(path.toString())
                    .isEqualTo("rwx------");
        }
        sessions.takeOver();
    }

    private static void delete(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
