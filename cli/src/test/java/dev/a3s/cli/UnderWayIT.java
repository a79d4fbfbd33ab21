package dev.a3s.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of answers that are under way when their service is restarted or stopped. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UnderWayIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    private Sandbox sandbox;

    @BeforeEach
    void aUser() throws IOException {
        sandbox = new Sandbox(dir);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private Path up(String reload, String stop) throws Exception {
        var project = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd    = "exec SERVICE wire notes.txt"
                  reload = "%s"
                  stop { timeout = "%s" }
                }
                """.formatted(reload, stop));
        Files.createFile(project.resolve("notes.txt"));
        sandbox.run(project, "up", "-d").expect(0);
        return project;
    }

    private static List<String> notes(Path project) throws IOException {
        return Files.readAllLines(project.resolve("notes.txt"));
    }

    /** A request whose answer is read when the test likes. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), sandbox.port);
        private final InputStream in = new BufferedInputStream(socket.getInputStream());

        Client(String request) throws IOException {
            socket.setSoTimeout(60_000);
            send(request);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String head() throws IOException {
            return WireService.line(in) + WireService.fields(in);
        }

        String answer() throws IOException {
            var status = WireService.line(in);
            int length = Integer.parseInt(WireService.fields(in).get("content-length"));
            return status + " " + new String(WireService.exactly(in, length), StandardCharsets.UTF_8);
        }

        String text(int length) throws IOException {
            return new String(WireService.exactly(in, length), StandardCharsets.UTF_8);
        }

        String rest() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Client get(String target) throws IOException {
        return new Client("GET " + target + " HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/plain\r\n\r\n");
    }

    private Client post(String target, int length, String body) throws IOException {
        return new Client(
                "POST " + target + " HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/plain\r\nContent-Length: "
                        + length + "\r\n\r\n" + body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "swap"})
    void whatMovesFinishesAndWhatWaitsGoesOnOrEnds(String reload) throws Exception {
        var shop = up(reload, "5s");
        long before = sandbox.pidBehind("web.localhost");
        try (var upload = post("/", 66, "upload ");
                var slow = post("/?2500", 4, "slow");
                var download = get("/download");
                var poll = get("/poll");
                var idle = get("/idle");
                var events = get("/events")) {
            for (var begun : List.of(download, idle, events)) {
                assertThat(begun.head()).contains("200 OK");
            }
            await("all are under way").atMost(SOON).until(() -> notes(shop).containsAll(List.of("poll", "slow")));
            var uploaded = CompletableFuture.runAsync(() -> sendSlowly(upload, 59));
            var restart = sandbox.start(shop, "restart", "web");
            assertThat(slow.answer()).isEqualTo("HTTP/1.1 200 OK " + before);
            assertThat(events.rest()).contains("data: 1");
            assertThat(idle.rest()).startsWith("3\r\n{}").doesNotContain("0\r\n\r\n");
            assertThat(upload.answer()).isEqualTo("HTTP/1.1 200 OK " + before);
            uploaded.join();
            assertThat(download.text(65)).hasSize(65);
            await("asked again").atMost(SOON).until(() -> notes(shop).stream().filter("poll"::equals).count() == 2);
            Files.createFile(shop.resolve("go"));
            long after = sandbox.pidBehind("web.localhost");
            assertThat(after).isNotEqualTo(before);
            assertThat(poll.answer()).isEqualTo("HTTP/1.1 200 OK " + after);
            assertThat(restart.process().waitFor(40, TimeUnit.SECONDS)).as("the restart ends").isTrue();
            assertThat(restart.process().exitValue()).as(restart.err()).isZero();
        }
        assertThat(notes(shop)).containsExactlyInAnyOrder("poll", "poll", "slow", "upload");
        await("all of it has stopped").atMost(SOON).until(() -> !Sandbox.lives(before));
        var log = sandbox.run(shop, "logs", "-n", "100").expect(0).out();
        assertThat(log).contains("still being answered, before it stops: ", "POST /", "GET /download")
                .contains("stopped before it had answered: GET /idle");
        assertThat(sandbox.run(shop, "logs", "--http").expect(0).out().lines().filter(line -> line.contains("/idle")))
                .singleElement().asString().contains("cut off by a restart or stop");
    }

    private static void sendSlowly(Client upload, int count) {
        try {
            for (int sent = 0; sent < count; sent++) {
                Thread.sleep(100);
                upload.send("x");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatMustNotBeSentAgainAndStandsStillIsCutOffAndSaysByWhom() throws Exception {
        var shop = up("hold", "500ms");
        try (var stuck = post("/?60000", 5, "stuck")) {
            await("at work").atMost(SOON).until(() -> notes(shop).contains("stuck"));
            sandbox.run(shop, "restart", "web").expect(0);
            assertThat(stuck.answer()).startsWith("HTTP/1.1 503 ")
                    .contains("web was restarted before it had answered", "a3s restarted it").doesNotContain("broken");
        }
        try (var stuck = post("/?60000", 6, "stuck2")) {
            await("at work").atMost(SOON).until(() -> notes(shop).contains("stuck2"));
            sandbox.run(shop, "down", "web").expect(0);
            assertThat(stuck.answer()).startsWith("HTTP/1.1 503 ").contains("web was stopped before it had answered");
        }
        assertThat(notes(shop)).containsExactly("stuck", "stuck2");
        assertThat(sandbox.run(shop, "logs", "--http").expect(0).out().lines()
                .filter(line -> line.contains("cut off by a restart or stop"))).hasSize(2);
    }
}
