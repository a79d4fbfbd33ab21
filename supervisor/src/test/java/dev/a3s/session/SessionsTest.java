package dev.a3s.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.A3sfile;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.feed.Subscription;
import dev.a3s.logs.PastLog;
import dev.a3s.process.Exit;
import dev.a3s.service.Hold;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.naming.SessionId;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Changes;
import dev.a3s.status.Drift;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Sessions with real processes; only the proxy is left out. */
class SessionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private final List<Sessions> daemons = new ArrayList<>();
    /** The test's own listener, called before followers get an event. */
    private SessionListener listener = _ -> {};

    @AfterEach
    void everythingEnds() throws InterruptedException {
        for (var sessions : daemons) {
            for (var session : sessions.all()) {
                sessions.end(session, Reason.Event.DOWN);
            }
        }
    }

    /** The next daemon, after {@code daemon} has gone as one goes that is killed. */
    private Sessions takenOverFrom(Sessions daemon) throws IOException {
        daemon.leave();
        daemons.remove(daemon);
        var next = daemon();
        next.takeOver();
        return next;
    }

    private Sessions daemon() {
        var sessions = new Sessions(dir.resolve("sessions"), new NoIngress(),
                new SessionFeed(event -> listener.happened(event)));
        daemons.add(sessions);
        return sessions;
    }

    private Path project(String name, String text) throws IOException {
        var file = Files.createDirectories(dir.resolve(name)).resolve("A3sfile.hcl");
        return Files.writeString(file, text);
    }

    private static OpenedSession open(Sessions sessions, Path file) throws InterruptedException {
        var opened = sessions.open(file, SessionOptions.asInFile(System.getenv()), false);
        opened.begin(_ -> {});
        return opened;
    }

    /** What {@code a3s up} does besides starting. */
    private static Changes apply(Sessions sessions, Path file) throws InterruptedException {
        return sessions.open(file, SessionOptions.asInFile(System.getenv()), false).begin(_ -> {}).difference();
    }

    private static void awaitState(Session session, String service, Class<? extends ServiceState> state) {
        await(service + " is " + state.getSimpleName()).atMost(SOON).pollInterval(Duration.ofMillis(10))
                .until(() -> state.isInstance(status(session, service).state()));
    }

    private static ServiceStatus status(Session session, String service) {
        return session.status(service).orElseThrow();
    }

    private static final String THREE = """
            service "web" {
              cmd        = "exec sleep 600"
              port       = 0
              depends_on = ["api"]
            }
            service "api" {
              cmd        = "exec sleep 600"
              port       = 0
              depends_on = ["db"]
            }
            service "db" {
              cmd  = "exec sleep 600"
              port = 0
            }
            """;

    @Test
    void aNamedServiceStartsWithItsDependenciesAndNothingElse() throws Exception {
        var session = open(daemon(), project("shop", THREE)).session();
        assertThat(session.start(List.of("api"), Reason.Event.UP)).containsExactly("db", "api");
        awaitState(session, "api", ServiceState.Ready.class);
        assertThat(status(session, "web").state()).isEqualTo(new ServiceState.Stopped(Reason.Event.NOT_STARTED));
        assertThatThrownBy(() -> session.start(List.of("apo"), Reason.Event.UP)).isInstanceOf(UnknownService.class)
                .hasMessageContaining("unknown service: 'apo'");
    }

    @Test
    void aServiceStartedAloneIgnoresItsDependenciesAcrossRestartsAndDaemons() throws Exception {
        var file = project("shop", THREE);
        var first = daemon();
        var session = open(first, file).session();
        assertThat(session.start(new Selection(List.of(), List.of("api"), false), Reason.Event.UP))
                .containsExactly("api");
        awaitState(session, "api", ServiceState.Ready.class);
        assertThat(status(session, "db").state()).isEqualTo(new ServiceState.Stopped(Reason.Event.NOT_STARTED));
        var second = takenOverFrom(first);
        var after = second.running(SessionSelector.ofFile(file));
        var before = status(after, "api").since();
        after.restart(List.of("api"), Reason.Event.RESTART);
        await("api runs again").atMost(SOON).until(() -> status(after, "api").state() instanceof ServiceState.Ready
                && status(after, "api").since().isAfter(before));
        after.stop(List.of("api"), Reason.Event.DOWN);
        after.start(List.of("api"), Reason.Event.UP);
        awaitState(after, "api", ServiceState.Ready.class);
        awaitState(after, "db", ServiceState.Ready.class);
    }

    /** The state of a service that waits for a dependency that exited and is not restarted. */
    private static ServiceState heldByAFailed(String dependency, int exit) {
        var gaveUp = new Reason.GaveUp(new Exit.Code(exit), new Reason.Limit(Reason.Limit.Kind.NEVER, 0));
        return new ServiceState.Pending(
                new Hold.Blocked(new Reason.Held(dependency, Phase.FAILED, Optional.of(gaveUp))));
    }

    @Test
    void aServiceStartedAloneWaitsForDependenciesStartedWithIt() throws Exception {
        var session = open(daemon(), project("shop", THREE.replace("cmd  = \"exec sleep 600\"",
                "cmd = \"exit 3\"\n restart { policy = \"never\" }"))).session();
        assertThat(session.start(new Selection(List.of(), List.of("api", "db"), false), Reason.Event.UP))
                .as("dependencies first").containsExactly("db", "api");
        await("api is held by db, which was wanted and failed").atMost(SOON).until(() -> status(session, "api").state()
                .equals(heldByAFailed("db", 3)));
    }

    @Test
    void allAlsoStartsManualAndOnDemandServices() throws Exception {
        var file = project("shop", """
                service "web" {
                  cmd  = "exec sleep 600"
                  port = 0
                }
                service "tools" {
                  cmd   = "exec sleep 600"
                  port  = 0
                  start = "manual"
                }
                service "docs" {
                  cmd   = "exec sleep 600"
                  start = "on-demand"
                  health {
                    type = "cmd"
                    cmd  = "true"
                  }
                }
                """);
        var session = open(daemon(), file).session();
        assertThat(session.start(List.of(), Reason.Event.UP)).containsExactly("web");
        assertThat(session.start(new Selection(List.of(), List.of(), true), Reason.Event.UP))
                .containsExactly("web", "tools", "docs");
        for (var name : List.of("web", "tools", "docs")) {
            awaitState(session, name, ServiceState.Ready.class);
        }
    }

    @Test
    void listenersGetEachEventOnceInOrderAndBeforeFollowers() throws Exception {
        var events = Collections.synchronizedList(new ArrayList<SessionEvent>());
        var opened = new AtomicReference<Session>();
        var early = Collections.synchronizedList(new ArrayList<SessionEvent>());
        var sessions = daemon();
        listener = event -> {
            events.add(event);
            if (event instanceof SessionEvent.Changed(_, var status) && followed(opened.get()).containsValue(status)) {
                early.add(event);
            }
        };
        var file = project("shop", THREE);
        try (var follower = sessions.follow()) {
            var session = open(sessions, file).session();
            opened.set(session);
            session.start(List.of("db"), Reason.Event.UP);
            awaitState(session, "db", ServiceState.Ready.class);
            Files.writeString(file,
                    THREE.replace("service \"db\"", "service \"store\"").replace("\"db\"", "\"store\""));
            var difference = apply(sessions, file);
            sessions.end(session, Reason.Event.DOWN);
            var id = session.id();
            assertThat(events).startsWith(new SessionEvent.Opened(id, file)).endsWith(new SessionEvent.Ended(id))
                    .containsOnlyOnce(new SessionEvent.Applied(id, difference)).doesNotHaveDuplicates();
            assertThat(events.stream().filter(SessionEvent.Changed.class::isInstance)
                    .map(event -> ((SessionEvent.Changed) event).status())
                    .filter(status -> status.service().equals("db"))
                    .map(status -> status.state().phase().word()))
                    .startsWith("starting").containsSubsequence("starting", "ready", "stopping");
            assertThat(early).as("sent to a follower before the listener had acted on it").isEmpty();
            assertThat(drained(follower)).contains(new SessionEvent.Applied(id, difference),
                    new SessionEvent.Ended(id));
        }
        try (var late = sessions.follow()) {
            assertThat(drained(late)).as("nothing is there any more").isEmpty();
        }
    }

    private static Map<String, ServiceStatus> followed(Session session) {
        var statuses = new HashMap<String, ServiceStatus>();
        try (var changes = session.follow()) {
            drained(changes).forEach(status -> statuses.put(status.service(), status));
        }
        return statuses;
    }

    private static <V> List<V> drained(Subscription<?, V> subscription) {
        var values = new ArrayList<V>();
        try {
            for (var value = subscription.next(Duration.ZERO); value.isPresent();) {
                values.add(value.get());
                value = subscription.next(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    @Test
    void aDependentStopsBeforeWhatItNeeds() throws Exception {
        var session = open(daemon(), project("shop", THREE)).session();
        session.start(List.of(), Reason.Event.UP);
        awaitState(session, "web", ServiceState.Ready.class);
        session.stop(List.of(), Reason.Event.DOWN);
        var stopped = Stream.of("web", "api", "db").map(name -> status(session, name).since()).toList();
        assertThat(stopped).isSorted();
        assertThat(session.statuses())
                .allMatch(status -> status.state().equals(new ServiceState.Stopped(Reason.Event.DOWN)));
    }

    @Test
    void aDependentOfAFailedServiceIsHeldAndGoesOnWhenThatRecovers() throws Exception {
        var file = project("shop", """
                service "db" {
                  cmd  = "test -e mended && exec sleep 600"
                  port = 0
                  restart { policy = "never" }
                }
                service "api" {
                  cmd        = "exec sleep 600"
                  port       = 0
                  depends_on = ["db"]
                }
                """);
        var session = open(daemon(), file).session();
        session.start(List.of(), Reason.Event.UP);
        await("api is held for good").atMost(SOON).until(() -> status(session, "api").state()
                .equals(heldByAFailed("db", 1)));
        Files.createFile(dir.resolve("shop/mended"));
        session.restart(List.of("db"), Reason.Event.RESTART);
        awaitState(session, "api", ServiceState.Ready.class);
    }

    @Test
    void theNextDaemonReadsOnInLogsBeforeAnybodyAsks() throws Exception {
        var file = project("shop", """
                service "web" {
                  cmd  = "until [ -e go ]; do sleep 0.02; done; echo later; exec sleep 600"
                  port = 0
                }
                """);
        var first = daemon();
        var before = open(first, file).session();
        before.start(List.of(), Reason.Event.UP);
        awaitState(before, "web", ServiceState.Ready.class);
        var next = takenOverFrom(first);
        var journal = next.running(SessionSelector.ofFile(file)).logDir("web").resolve("journal");
        long length = Files.size(journal);
        Files.createFile(file.resolveSibling("go"));
        await("the line is noted").atMost(SOON).until(() -> Files.size(journal) > length);
    }

    private boolean hasNotedExit(String service) throws IOException {
        try (var files = Files.walk(dir.resolve("sessions"))) {
            return files.anyMatch(file -> file.endsWith("exit") && file.toString().contains("/" + service + "/"));
        }
    }

    @Test
    void theNextDaemonTakesOverWhatTheLastOneLeft() throws Exception {
        var file = project("shop", THREE);
        var first = daemon();
        var before = open(first, file).session();
        before.start(List.of("api"), Reason.Event.UP);
        awaitState(before, "api", ServiceState.Ready.class);
        var api = status(before, "api");
        var db = status(before, "db");
        first.leave();
        ProcessHandle.of(db.pid().orElseThrow()).orElseThrow().destroyForcibly();
        await("db's exit is noted; the first daemon, which dies with all its threads elsewhere, may take the note from"
                + " the FIFO here").atMost(SOON).until(() -> hasNotedExit("db"));
        daemons.remove(first);

        var next = daemon();
        next.takeOver();
        var after = next.running(SessionSelector.ofFile(file));
        assertThat(status(after, "api").pid()).isEqualTo(api.pid());
        assertThat(status(after, "api").since()).isEqualTo(api.since());
        assertThat(status(after, "api").startedAt()).isEqualTo(api.startedAt());
        assertThat(status(after, "web").state()).isEqualTo(new ServiceState.Stopped(Reason.Event.NOT_STARTED));
        await("db, which ended meanwhile, is back").atMost(SOON).until(() -> status(after, "db").ready()
                && !status(after, "db").pid().equals(db.pid()) && status(after, "db").restarts() == 1);
        assertThat(open(next, file).created()).isFalse();
    }

    @Test
    void aServiceThatLoggedItsReadinessLongAgoIsStillReadyAfterATakeover() throws Exception {
        var file = project("shop", """
                service "web" {
                  cmd  = "echo listening now; exec sleep 600"
                  port = 0
                  health {
                    type     = "log"
                    pattern  = "listening"
                    interval = "100ms"
                  }
                }
                """);
        var first = daemon();
        var before = open(first, file).session();
        before.start(List.of(), Reason.Event.UP);
        awaitState(before, "web", ServiceState.Ready.class);
        var next = takenOverFrom(first);
        var after = next.running(SessionSelector.ofFile(file));
        await("it stays ready over several probes").during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5))
                .until(() -> status(after, "web").ready());
    }

    @Test
    void whatTheVersionBeforeLeftIsTakenOver() throws Exception {
        var file = recorded("session.json", "state.json");
        var sessions = daemon();
        sessions.takeOver();
        var session = sessions.running(SessionSelector.ofFile(file));
        assertThat(session.name()).isEqualTo("shop");
        assertThat(session.created()).isEqualTo("2026-11-30T03:10:33.916459155Z");
        assertThat(session.spec("web").port().number()).hasValue(27444);
        assertThat(session.options().environment()).containsEntry("GREETING", "hello");
        assertThat(status(session, "tools").state())
                .isEqualTo(new ServiceState.Stopped(new Reason.Noted("not started")));
        assertThat(status(session, "broken").state())
                .isEqualTo(new ServiceState.Failed(new Reason.Ended(new Exit.Code(3))));
        assertThat(status(session, "broken").history())
                .extracting(moment -> moment.reason().map(Reason::words).orElse(""))
                .containsExactly("a3s up", "exited 3", "exited 3");
        assertThat(status(session, "seed").state()).isEqualTo(new ServiceState.Completed());
        await("what was to run, and ended with its machine, runs again").atMost(SOON)
                .until(() -> status(session, "web").ready() && status(session, "db").restarts() == 1);
        assertThat(open(sessions, file).created()).isFalse();
    }

    @Test
    void theNameAndThePortsThatTheVersionBeforeKeptForAnEndedSessionAreFoundAgain() throws Exception {
        var file = recorded("session.json");
        Files.createDirectories(dir.resolve("sessions/shop/services/web/log"));
        var sessions = daemon();
        sessions.takeOver();
        assertThat(sessions.all()).isEmpty();
        assertThat(sessions.pastLogs(SessionSelector.ofFile(file))).hasSize(1).allSatisfy(PastLog::close);
        var session = open(sessions, file).session();
        assertThat(session.name()).isEqualTo("shop");
        assertThat(session.spec("web").port().number()).hasValue(27444);
    }

    /** A project, and of its session's directory these files as the version before wrote them; returns the A3sfile. */
    private Path recorded(String... files) throws IOException {
        var home = Files.createDirectories(dir.resolve("sessions/shop"));
        for (var name : files) {
            Files.writeString(home.resolve(name), resource(name).replace("@DIR@", dir.toString()));
        }
        return project("shop", resource("A3sfile.hcl"));
    }

    private static String resource(String name) throws IOException {
        try (var in = SessionsTest.class.getResourceAsStream("/sessions/shop/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aStateThatCannotBeWrittenKeepsNoServiceFromRunning() throws Exception {
        var session = open(daemon(), project("shop", THREE)).session();
        var state = dir.resolve("sessions/shop/state.json.tmp");
        Files.createDirectories(state.resolve("in the way")); // cannot be replaced by a file, even by root
        session.start(List.of(), Reason.Event.UP);
        awaitState(session, "web", ServiceState.Ready.class);
        session.stop(List.of(), Reason.Event.DOWN);
        Files.delete(state.resolve("in the way"));
    }

    @Test
    void aDamagedStateIsSetAside() throws Exception {
        var file = project("shop", THREE);
        var first = daemon();
        open(first, file);
        first.leave();
        daemons.remove(first);
        var state = dir.resolve("sessions/shop/state.json");
        Files.writeString(state, Files.readString(state).substring(0, 100));

        var next = daemon();
        next.takeOver();
        assertThat(next.all()).isEmpty();
        assertThat(state).doesNotExist();
        try (var files = Files.list(state.getParent())) {
            assertThat(files).anyMatch(path -> path.getFileName().toString().startsWith("state.json.damaged-"));
        }
        assertThat(open(next, file).created()).isTrue();
    }

    @Test
    void projectsOfOneNameGetNamesOfTheirOwnAndKeepThem() throws Exception {
        var text = "dev { name = \"shop\" }\n" + THREE;
        var one = project("one", text);
        var two = project("two", text);
        var sessions = daemon();
        assertThat(open(sessions, one).session().name()).isEqualTo("shop");
        var second = open(sessions, two).session();
        assertThat(second.name()).isEqualTo("shop-2");
        for (var session : sessions.all()) {
            sessions.end(session, Reason.Event.DOWN);
        }
        assertThat(open(sessions, two).session().name()).isEqualTo("shop-2");
        assertThat(open(sessions, one).session().name()).isEqualTo("shop");
    }

    @Test
    void sessionsOfOneFileAreDistinguishedByTheirNames() throws Exception {
        var file = recorded("session.json", "state.json");
        var copy = Files.createDirectories(dir.resolve("sessions/shop-2"));
        for (var name : List.of("session.json", "state.json")) {
            Files.writeString(copy.resolve(name),
                    resource(name).replace("@DIR@/sessions/shop/", "@DIR@/sessions/shop-2/")
                            .replace("27444", "27445").replace("@DIR@", dir.toString()));
        }
        var sessions = daemon();
        sessions.takeOver();
        var one = sessions.running(new SessionSelector.Of(new SessionId("shop")));
        var two = sessions.running(new SessionSelector.Of(new SessionId("shop-2")));
        assertThat(one.spec("web").port().number()).hasValue(27444);
        assertThat(two.spec("web").port().number()).hasValue(27445);
        assertThat(sessions.matching(SessionSelector.ofFile(file))).containsExactly(one, two);
        assertThatThrownBy(() -> sessions.running(SessionSelector.ofFile(file))).isInstanceOf(SeveralSessions.class)
                .hasMessageContaining("shop, shop-2");
        assertThatThrownBy(() -> open(sessions, file)).isInstanceOf(SeveralSessions.class);
        sessions.end(one, Reason.Event.DOWN);
        assertThat(sessions.running(SessionSelector.ofFile(file))).isSameAs(two);
        assertThat(open(sessions, file).session()).isSameAs(two);
    }

    @Test
    void aSelectedSessionThatDoesNotRunIsNamedInTheMessage() throws Exception {
        var file = project("shop", THREE);
        var sessions = daemon();
        assertThatThrownBy(() -> sessions.running(SessionSelector.ofFile(file))).isInstanceOf(NotRunning.class)
                .hasMessage("nothing is running for " + file + "; start it with: a3s up");
        assertThatThrownBy(() -> sessions.running(new SessionSelector.Of(new SessionId("shop"))))
                .isInstanceOf(NotRunning.class).hasMessageContaining("no session 'shop' is running");
        assertThatThrownBy(() -> new SessionId("../shop")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRenamedProjectGetsOneNewNameAndItsLogsAreThoseOfItsLastSession() throws Exception {
        var file = project("shop", THREE);
        var sessions = daemon();
        sessions.end(open(sessions, file).session(), Reason.Event.DOWN);
        Files.writeString(file, "dev { name = \"store\" }\n" + THREE);
        for (int again = 0; again < 2; again++) {
            var session = open(sessions, file).session();
            assertThat(session.name()).isEqualTo("store");
            sessions.end(session, Reason.Event.DOWN);
        }
        assertThat(SessionHome.latest(dir.resolve("sessions"), file)).map(SessionHome::name).contains("store");
    }

    @Test
    void aChosenPortStaysTheSameAndIsNoOtherSessions() throws Exception {
        var text = "service \"web\" { cmd = \"exec sleep 600\" }\n";
        var one = project("one", text);
        var two = project("two", text);
        var sessions = daemon();
        var session = open(sessions, one).session();
        int port = session.spec("web").port().number().orElseThrow();
        assertThat(open(sessions, two).session().spec("web").port().number().orElseThrow()).isNotEqualTo(port);
        sessions.end(session, Reason.Event.DOWN);
        assertThat(open(sessions, one).session().spec("web").port().number()).hasValue(port);
    }

    @Test
    void anInvalidFileLeavesTheSessionAsItIs() throws Exception {
        var file = project("shop", THREE);
        var sessions = daemon();
        var session = open(sessions, file).session();
        var before = session.file();
        assertThat(sessions.drift(session)).isEmpty();
        Files.writeString(file, THREE.replace("depends_on", "dependson"));
        assertThatThrownBy(() -> open(sessions, file)).isInstanceOf(InvalidA3sfile.class);
        assertThat(session.file()).isSameAs(before);
        assertThat(sessions.drift(session)).contains(new Drift.Broken());
        Files.writeString(file, THREE.replace("sleep 600", "sleep 500"));
        assertThat(sessions.drift(session))
                .contains(new Drift.Changed(new Changes(List.of(), List.of("web", "api", "db"), List.of())));
    }

    @Test
    void twoThreadsThatOpenOneFileAtOnceGetOneSession() throws Exception {
        var file = project("shop", THREE);
        var sessions = daemon();
        List<OpenedSession> opened = new ArrayList<>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    var mine = open(sessions, file);
                    mine.session().start(List.of(), Reason.Event.UP);
                    synchronized (opened) {
                        opened.add(mine);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(opened).hasSize(8).filteredOn(OpenedSession::created).hasSize(1);
        assertThat(opened).extracting(OpenedSession::session)
                .containsOnly(sessions.running(SessionSelector.ofFile(file)));
        awaitState(sessions.running(SessionSelector.ofFile(file)), "web", ServiceState.Ready.class);
    }
}
