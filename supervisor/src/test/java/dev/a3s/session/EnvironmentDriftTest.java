package dev.a3s.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.status.Drift;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files of variables that are edited while services run: said by the drift, applied when the session is opened again. */
class EnvironmentDriftTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final SessionOptions OPTIONS = SessionOptions.asInFile(Map.of("PATH", System.getenv("PATH")));

    @TempDir
    Path dir;

    private Sessions sessions;
    private Path file;
    private Session session;

    @BeforeEach
    void aSessionOfTwoServices() throws Exception {
        sessions = daemon();
        file = Files.createDirectories(dir.resolve("shop")).resolve("A3sfile.hcl");
        Files.writeString(file, """
                dev { name = "shop" }
                service "web" {
                  cmd  = "exec sleep 600"
                  port = 0
                  env  = { COLOUR = "red" }
                }
                service "api" {
                  cmd      = "echo $COLOUR $TOKEN >seen; exec sleep 600"
                  port     = 0
                  env_file = ["api.env"]
                }
                """);
        Files.writeString(project(".env"), "COLOUR=green\n");
        Files.writeString(project("api.env"), "TOKEN=one\n");
        var opened = sessions.open(file, OPTIONS, false);
        session = opened.session();
        opened.begin(_ -> {});
        session.start(List.of(), Reason.Event.UP);
        awaitReady("web");
        awaitReady("api");
    }

    @AfterEach
    void everythingEnds() throws InterruptedException {
        for (var each : sessions.all()) {
            sessions.end(each, Reason.Event.DOWN);
        }
    }

    @Test
    void aChangedFileOfVariablesRestartsTheServicesThatItConcernsAndIsNamed() throws Exception {
        long web = pid("web");
        assertThat(sessions.drift(session)).isEmpty();
        Files.writeString(project(".env"), "COLOUR=blue\n");
        assertThat(sessions.drift(session)).map(drift -> drift.words("A3sfile.hcl"))
                .contains(".env changed for api; a3s up applies it");
        assertThat(applied()).isEqualTo(".env changed for api");
        await("applied").atMost(SOON)
                .until(() -> Files.readString(project("seen")).equals("blue one\n"));
        awaitReady("api");
        assertThat(status("api").history()).anyMatch(step -> step.reason()
                .equals(Optional.of(new Reason.VariablesChanged(List.of(".env")))));
        assertThat(pid("web")).isEqualTo(web);
        assertThat(sessions.drift(session)).isEmpty();
    }

    @Test
    void soDoesAnEnvFile() throws Exception {
        Files.writeString(project("api.env"), "TOKEN=two\n");
        assertThat(applied()).isEqualTo("api.env changed for api");
        await("applied").atMost(SOON)
                .until(() -> Files.readString(project("seen")).equals("green two\n"));
    }

    @Test
    void whatSomethingStrongerSetsIsNoChange() throws Exception {
        Files.writeString(project(".env"), "# a comment\nCOLOUR=green\nTOKEN=weaker\n");
        assertThat(sessions.drift(session)).map(drift -> drift.words("A3sfile.hcl"))
                .contains(".env changed for web; a3s up applies it"); // api has another TOKEN
        Files.writeString(project(".env"), "COLOUR=green\n\n");
        assertThat(sessions.drift(session)).isEmpty();
    }

    @Test
    void aLaterDaemonKnowsToo() throws Exception {
        Files.writeString(project(".env"), "COLOUR=blue\n");
        sessions.leave();
        sessions = daemon();
        sessions.takeOver();
        session = sessions.all().getFirst();
        assertThat(sessions.drift(session)).map(drift -> drift.words("A3sfile.hcl"))
                .contains(".env changed for api; a3s up applies it");
    }

    @Test
    void anotherProxyPortIsANewUrlForEveryService() throws Exception {
        Files.writeString(file, Files.readString(file).replace("dev { name = \"shop\" }",
                "dev {\n  name = \"store\"\n  proxy_port = 7999\n}"));
        assertThat(sessions.drift(session)).get().isInstanceOf(Drift.Changed.class);
        assertThat(applied()).isEqualTo(
                "changed dev.name, dev.proxy_port; A3S_URL changed for web, api; A3S_PROJECT changed for web, api");
        await("restarted").atMost(SOON).until(() -> status("web").restarts() == 1 && status("web").ready());
        awaitReady("api");
        assertThat(sessions.drift(session)).isEmpty();
    }

    private Path project(String name) {
        return file.resolveSibling(name);
    }

    private Sessions daemon() {
        return new Sessions(dir.resolve("sessions"), new NoIngress(), new SessionFeed(_ -> {}));
    }

    /** What {@code a3s up} does of the session that runs; returns what it says. */
    private String applied() throws InterruptedException {
        return sessions.open(file, OPTIONS, false).begin(_ -> {}).difference().words();
    }

    private ServiceStatus status(String service) {
        return session.status(service).orElseThrow();
    }

    private long pid(String service) {
        return status(service).pid().orElseThrow();
    }

    private void awaitReady(String service) {
        await(service + " is ready").atMost(SOON).until(() -> status(service).state() instanceof ServiceState.Ready);
    }
}
