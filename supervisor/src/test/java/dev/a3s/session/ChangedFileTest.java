package dev.a3s.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.service.Run;
import dev.a3s.service.ServiceState;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Changes;
import dev.a3s.status.Drift;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What becomes of a running session when its file has changed: after its init steps, and in the order of the graph. */
class ChangedFileTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Path file;
    private Sessions sessions;

    @BeforeEach
    void aDaemon() {
        sessions = new Sessions(dir.resolve("sessions"), new NoIngress(), new SessionFeed());
        file = dir.resolve("A3sfile.hcl");
    }

    @AfterEach
    void everythingEnds() throws InterruptedException {
        for (var session : sessions.all()) {
            sessions.end(session, Reason.Event.DOWN);
        }
    }

    /** What {@code a3s up} does. */
    private Changes up(String text) throws IOException, InterruptedException {
        return up(text, System.getenv());
    }

    private Changes up(String text, Map<String, String> environment) throws IOException, InterruptedException {
        Files.writeString(file, text.replace("$DIR", dir.toString()));
        var opened = sessions.open(file, SessionOptions.asInFile(environment), !environment.equals(System.getenv()));
        var applied = opened.begin(_ -> {});
        opened.session().start(List.of(), Reason.Event.UP);
        return applied.difference();
    }

    private Session session() {
        return sessions.running(SessionSelector.ofFile(file));
    }

    private ServiceState state(String service) {
        return session().status(service).orElseThrow().state();
    }

    private void awaitState(String service, Class<? extends ServiceState> state) {
        await(service + " is " + state.getSimpleName()).atMost(SOON).pollInterval(Duration.ofMillis(10))
                .until(() -> state.isInstance(state(service)));
    }

    private long pid(String service) {
        return state(service).living().flatMap(Run::process).orElseThrow().pid();
    }

    /** What the commands of the test wrote, in order. */
    private List<String> written() throws IOException {
        var story = dir.resolve("story");
        return Files.exists(story) ? Files.readAllLines(story) : List.of();
    }

    private void touch(String name) throws IOException {
        Files.writeString(dir.resolve(name), "");
    }

    private static final String GATED = """
            init {
              step "deps" {
                cmd    = "while [ ! -e $DIR/go ]; do sleep 0.05; done; exit $(cat $DIR/go)"
                inputs = ["lock"]
              }
            }
            service "web" {
              cmd  = "exec sleep 600"
              port = 0
              env  = { A = "1" }
            }
            service "old" {
              cmd  = "exec sleep 600"
              port = 0
            }
            """;

    @Test
    void nothingOfAChangedFileTakesEffectBeforeItsInitHasSucceeded() throws Exception {
        Files.writeString(dir.resolve("go"), "0");
        up(GATED);
        awaitState("web", ServiceState.Ready.class);
        awaitState("old", ServiceState.Ready.class);
        long web = pid("web");
        long old = pid("old");

        Files.delete(dir.resolve("go"));
        Files.writeString(dir.resolve("lock"), "2");
        var changed = GATED.replace("A = \"1\"", "A = \"2\"").replace("\"old\"", "\"new\"");
        var up = new CompletableFuture<Changes>();
        var _ = Thread.ofVirtual().start(() -> {
            try {
                up.complete(up(changed));
            } catch (IOException | InterruptedException | RuntimeException e) {
                up.completeExceptionally(e);
            }
        });
        await("the step runs").atMost(SOON).until(() -> session().log(Session.INIT_LOG).last(1).stream()
                .anyMatch(line -> line.plain().startsWith("deps: while")));
        assertThat(pid("web")).as("still the one of before").isEqualTo(web);
        assertThat(pid("old")).isEqualTo(old);
        assertThat(session().status("new")).isEmpty();
        Files.writeString(dir.resolve("go"), "0");
        assertThat(up.get())
                .isEqualTo(new Changes(List.of("new"), List.of("web"), List.of("old"), List.of(), List.of()));
        awaitState("new", ServiceState.Ready.class);
        await("web is another").atMost(SOON)
                .until(() -> state("web") instanceof ServiceState.Ready && pid("web") != web);
    }

    @Test
    void whatRunsStaysAsItWasIfInitFailsAndTheNextUpAppliesTheFile() throws Exception {
        Files.writeString(dir.resolve("go"), "0");
        up(GATED);
        awaitState("web", ServiceState.Ready.class);
        long web = pid("web");
        Files.writeString(dir.resolve("go"), "3");
        Files.writeString(dir.resolve("lock"), "2");
        var changed = GATED.replace("A = \"1\"", "A = \"2\"").replace("\"old\"", "\"new\"");
        assertThatThrownBy(() -> up(changed)).isInstanceOf(InitFailed.class)
                .hasMessageContaining("exited 3; what runs goes on as it was");
        assertThat(pid("web")).isEqualTo(web);
        assertThat(session().file().services()).containsKeys("web", "old");
        assertThat(sessions.drift(session())).contains(
                new Drift.Changed(new Changes(List.of("new"), List.of("web"), List.of("old"), List.of(), List.of())));
        Files.writeString(dir.resolve("go"), "0");
        assertThat(up(changed))
                .isEqualTo(new Changes(List.of("new"), List.of("web"), List.of("old"), List.of(), List.of()));
        await("web is another").atMost(SOON)
                .until(() -> state("web") instanceof ServiceState.Ready && pid("web") != web);
    }

    @Test
    void aStepThatARunningSessionsFileHasGainedOrChangedRuns() throws Exception {
        var plain = "service \"web\" {\n cmd = \"exec sleep 600\"\n port = 0\n}\n";
        up(plain);
        var step = "init {\n step \"note\" {\n cmd = \"echo one >>$DIR/story\"\n }\n}\n";
        up(step + plain);
        up(step + plain);
        assertThat(written()).containsExactly("one");
        up(step.replace("one", "two") + plain);
        assertThat(written()).containsExactly("one", "two");
    }

    /** In file order the task comes first, in the graph's it comes between. */
    private static final String CHAIN = """
            service "web" {
              cmd        = "echo web-VERSION >>$DIR/story; exec sleep 600"
              port       = 0
              depends_on = ["migrate"]
            }
            task "migrate" {
              cmd        = "echo migrate-VERSION >>$DIR/story; while [ ! -e $DIR/migrated-VERSION ]; do sleep 0.05; done; echo migrated-VERSION >>$DIR/story"
              depends_on = ["db"]
            }
            service "db" {
              cmd    = "sleep 0.3; echo db-VERSION >>$DIR/story; touch $DIR/db-ready-VERSION; exec sleep 600"
              port   = 0
              health {
                type = "cmd"
                cmd  = "test -e $DIR/db-ready-VERSION"
              }
            }
            service "beside" {
              cmd        = "exec sleep 600"
              port       = 0
              depends_on = ["migrate"]
            }
            """;

    @Test
    void changedServicesAndTasksStartInTheOrderOfTheGraphOnceEach() throws Exception {
        touch("migrated-1");
        up(CHAIN.replace("VERSION", "1"));
        awaitState("web", ServiceState.Ready.class);
        awaitState("beside", ServiceState.Ready.class);
        assertThat(written()).containsExactly("db-1", "migrate-1", "migrated-1", "web-1");
        long beside = pid("beside");
        up(CHAIN.replace("VERSION", "2"), with("OTHER", "1"));
        await("the task runs").atMost(SOON).until(() -> written().contains("migrate-2"));
        assertThat(state("web")).as("held by the task").isInstanceOf(ServiceState.Pending.class);
        touch("migrated-2");
        awaitState("web", ServiceState.Ready.class);
        assertThat(written()).containsExactly("db-1", "migrate-1", "migrated-1", "web-1", "db-2", "migrate-2",
                "migrated-2", "web-2");
        assertThat(state("migrate")).isInstanceOf(ServiceState.Completed.class);
        await("beside has the other environment").atMost(SOON)
                .until(() -> state("beside") instanceof ServiceState.Ready && pid("beside") != beside);
    }

    @Test
    void dependentsThatRunAreNotTouchedWhenATaskRunsAnewAndThoseThatStartWait() throws Exception {
        touch("migrated-1");
        up(CHAIN.replace("VERSION", "1"));
        awaitState("web", ServiceState.Ready.class);
        awaitState("beside", ServiceState.Ready.class);
        long web = pid("web");
        up(CHAIN.replace("migrate-VERSION", "migrate-2").replace("migrated-VERSION", "migrated-2")
                .replace("VERSION", "1"));
        await("the task runs").atMost(SOON).until(() -> written().contains("migrate-2"));
        session().restart(List.of("beside"), Reason.Event.RESTART);
        awaitState("beside", ServiceState.Pending.class);
        assertThat(pid("web")).isEqualTo(web);
        touch("migrated-2");
        awaitState("beside", ServiceState.Ready.class);
        assertThat(pid("web")).isEqualTo(web);
    }

    @Test
    void aTaskThatIsRunningComesToItsEndBeforeItRunsByTheChangedFile() throws Exception {
        up(CHAIN.replace("VERSION", "1"));
        await("the task runs").atMost(SOON).until(() -> written().contains("migrate-1"));
        up(CHAIN.replace("migrate-VERSION", "migrate-2").replace("migrated-VERSION", "migrated-2")
                .replace("VERSION", "1"), with("OTHER", "1"));
        touch("migrated-1");
        await("the task runs again").atMost(SOON).until(() -> written().contains("migrate-2"));
        assertThat(state("web")).isInstanceOf(ServiceState.Pending.class);
        touch("migrated-2");
        awaitState("web", ServiceState.Ready.class);
        assertThat(written().stream().filter(line -> line.startsWith("migrate")))
                .containsExactly("migrate-1", "migrated-1", "migrate-2", "migrated-2");
    }

    @Test
    void aNewServiceThatAChangedOneNeedsIsStartedAlsoIfNobodyNamesIt() throws Exception {
        var web = "service \"web\" {\n cmd = \"exec sleep 600\"\n port = 0\n}\n";
        up(web);
        awaitState("web", ServiceState.Ready.class);
        up(web.replace("port = 0", "port = 0\n depends_on = [\"cache\"]")
                + "service \"cache\" {\n cmd = \"exec sleep 600\"\n port = 0\n start = \"manual\"\n}\n");
        awaitState("cache", ServiceState.Ready.class);
        awaitState("web", ServiceState.Ready.class);
    }

    private static Map<String, String> with(String name, String value) {
        var environment = new HashMap<>(System.getenv());
        environment.put(name, value);
        return environment;
    }

    @Test
    void twoUpsAtOnceEndWithTheFileThatWasLoadedLast() throws Exception {
        var one = "service \"web\" {\n cmd = \"exec sleep 600\"\n port = 0\n env = { A = \"1\" }\n}\n";
        up(one);
        var opened = new ArrayList<OpenedSession>();
        for (var value : List.of("2", "3")) {
            Files.writeString(file, one.replace("\"1\"", '"' + value + '"'));
            opened.add(sessions.open(file, SessionOptions.asInFile(System.getenv()), false));
        }
        opened.getLast().begin(_ -> {});
        assertThat(opened.getFirst().begin(_ -> {})).as("it is the older one").isEqualTo(Applied.NOTHING);
        assertThat(session().file().services().get("web").env()).containsEntry("A", "3");
    }
}
