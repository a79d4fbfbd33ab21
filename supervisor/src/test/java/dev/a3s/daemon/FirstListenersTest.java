package dev.a3s.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.Listen;
import dev.a3s.control.StatusBoard;
import dev.a3s.operations.Samples;
import dev.a3s.process.FreePorts;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.protocol.StatusFile;
import dev.a3s.service.ServiceState;
import dev.a3s.session.SessionEvent;
import dev.a3s.session.SessionFeed;
import dev.a3s.session.SessionOptions;
import dev.a3s.session.Sessions;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is true by the time that a follower gets a change, with board and routes wired as the daemon wires them. */
class FirstListenersTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private HttpServer service;
    private Path file;
    private int proxyPort;

    @BeforeEach
    void aServiceThatTheUserRuns() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.start();
        proxyPort = new FreePorts().pick(Set.of());
        file = Files.createDirectories(dir.toRealPath().resolve("shop")).resolve("A3sfile.hcl");
        Files.writeString(file, """
                dev { proxy_port = %d }
                service "web" {
                  cmd  = "exec sleep 600"
                  port = %d
                }
                """.formatted(proxyPort, service.getAddress().getPort()));
    }

    @AfterEach
    void itEnds() {
        service.stop(0);
    }

    /** What a follower that got a change found: the status file's states, and the status of an answer. */
    private record Found(String state, List<String> shown, int answer) {}

    @Test
    void theStatusFileOfTheVersionBeforeIsWithdrawnAndTheRouteIsOpen() throws Exception {
        var home = RuntimeDir.of(Map.of("A3S_HOME", dir.resolve("home").toString())).create();
        var found = Collections.synchronizedList(new ArrayList<Found>());
        try (var routes = new RouteUpdater(); var board = new StatusBoard(home)) {
            var sessions = new Sessions(home.sessions(), routes, new SessionFeed(board, routes, event -> {
                if (event instanceof SessionEvent.Changed(_, var status)) {
                    var shown = shown(home);
                    int answer = status.state() instanceof ServiceState.Ready ? answer() : 0;
                    found.add(new Found(status.state().phase().word(), shown, answer));
                }
            }));
            board.begin(sessions, new Samples(sessions));
            var options = new SessionOptions(System.getenv(), Listen.AS_IN_FILE, Set.of("web"), true);
            var session = sessions.open(file, options, false).session();
            await("the board shows it").atMost(SOON).until(() -> shown(home).equals(List.of("stopped")));
            session.start(List.of(), Reason.Event.UP);
            await("the board shows it ready").atMost(SOON).until(() -> shown(home).equals(List.of("ready")));
            sessions.end(session, Reason.Event.DOWN);
            assertThat(shown(home)).isEmpty();
        }
        assertThat(found).extracting(Found::state).contains("ready");
        assertThat(found).allSatisfy(
                each -> assertThat(each.shown()).as("shown when %s was published", each.state())
                        .isSubsetOf(each.state()));
        assertThat(found).filteredOn(each -> each.state().equals("ready")).allSatisfy(
                each -> assertThat(each.answer()).isEqualTo(200));
    }

    /** The state of the service in the status file; none if there is no file. */
    private List<String> shown(RuntimeDir home) {
        return StatusFile.read(home, SessionSelector.ofFile(file)).stream()
                .flatMap(status -> status.session().services().stream())
                .map(row -> row.phase().word())
                .toList();
    }

    /** The status of the answer to a request for the service by its name. */
    private int answer() {
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), proxyPort)) {
            connection.setSoTimeout((int) SOON.toMillis());
            connection.getOutputStream().write("GET / HTTP/1.1\r\nHost: web.localhost:%d\r\nConnection: close\r\n\r\n"
                    .formatted(proxyPort).getBytes(StandardCharsets.US_ASCII));
            var answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
