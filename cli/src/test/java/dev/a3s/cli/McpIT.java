package dev.a3s.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.json.JsonValue;
import dev.a3s.json.JsonValue.Flag;
import dev.a3s.json.JsonValue.Items;
import dev.a3s.json.JsonValue.Members;
import dev.a3s.json.JsonValue.Numeral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code a3s mcp} as an assistant uses it: started in a project, asked over its standard input. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class McpIT {
    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path shop;
    private Client client;

    @BeforeEach
    void aProjectAndItsAssistant() throws Exception {
        sandbox = new Sandbox(dir);
        shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                service "slow" {
                  cmd   = "while ! test -e gate; do sleep 0.05; done; exec SERVICE http"
                  start = "manual"
                }
                service "broken" {
                  cmd   = "echo no database; exit 3"
                  start = "manual"
                  restart { policy = "never" }
                }
                """);
        client = new Client(sandbox.command(shop, "mcp").start());
        client.ask("initialize", Members.NONE.with("protocolVersion", "2025-06-18"));
        client.send(Members.NONE.with("method", "notifications/initialized"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        client.process.destroyForcibly().waitFor();
        sandbox.close();
    }

    /** The other side; collects every answer by its id. */
    private static final class Client {
        private final Process process;
        private final Writer out;
        private final AtomicInteger ids = new AtomicInteger();
        private final Map<JsonValue, Members> answers = new ConcurrentHashMap<>();
        private volatile boolean onlyAnswers = true;

        Client(Process process) {
            this.process = process;
            this.out = process.outputWriter();
            Thread.ofPlatform().daemon().start(() -> read(process.inputReader()));
        }

        private void read(BufferedReader in) {
            try {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    var answer = (Members) JsonValue.read(line);
                    answers.put(answer.get("id").orElseThrow(), answer);
                }
            } catch (IOException | RuntimeException e) {
                onlyAnswers = false;
            }
        }

        void send(Members message) throws IOException {
            out.write(message.with("jsonrpc", "2.0").json() + "\n");
            out.flush();
        }

        JsonValue start(String method, Members params) throws IOException {
            JsonValue id = Numeral.of(ids.incrementAndGet());
            send(Members.NONE.with("id", id).with("method", method).with("params", params));
            return id;
        }

        Members answer(JsonValue id) {
            await("an answer to " + id.json()).atMost(Duration.ofSeconds(60)).until(() -> answers.containsKey(id));
            return answers.get(id);
        }

        Members ask(String method, Members params) throws IOException {
            return answer(start(method, params));
        }

        JsonValue startCall(String tool, String arguments) throws IOException {
            return start("tools/call", Members.NONE.with("name", tool).with("arguments", JsonValue.read(arguments)));
        }

        /** The text that a tool answers with. */
        String call(String tool, String arguments, boolean failed) throws IOException {
            return text(answer(startCall(tool, arguments)), failed);
        }

        static String text(Members answer, boolean failed) {
            assertThat(answer.get("result")).as(answer.json()).isPresent();
            var result = (Members) answer.get("result").get();
            assertThat(result.get("isError")).as(answer.json()).contains(new Flag(failed));
            var content = (Items) result.get("content").orElseThrow();
            assertThat(content.values()).hasSize(1);
            var text = (Members) content.values().getFirst();
            assertThat(text.get("type")).contains(new JsonValue.Text("text"));
            return ((JsonValue.Text) text.get("text").orElseThrow()).value();
        }

        void end() throws Exception {
            out.close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends with its input").isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(onlyAnswers).as("nothing but answers on standard output").isTrue();
        }
    }

    @Test
    void anAssistantSteersAProjectFromItsFirstStartToItsEnd() throws Exception {
        assertThat(client.ask("tools/list", Members.NONE).json()).contains("\"name\":\"http_logs\"");
        assertThat(client.call("status", "{}", false)).contains("Nothing of this project runs", "tool up");
        assertThat(sandbox.home.resolve("daemon.json")).as("no daemon only to say so").doesNotExist();

        assertThat(client.call("up", "{}", false)).contains("ready", "http://web.localhost:" + sandbox.port);
        long before = sandbox.pidBehind("web.localhost");
        var status = (Members) JsonValue.read(client.call("status", "{\"service\":\"web\"}", false));
        assertThat(status.get("pid")).contains(Numeral.of(before));
        assertThat(client.call("logs", "{\"services\":[\"web\"],\"lines\":10,\"grep\":\"http on [0-9]+\"}", false))
                .containsPattern("web \\| http on [0-9]+ as " + before + "$").doesNotContain("\u001b");
        sandbox.get("web.localhost", "/asked");
        assertThat(client.call("http_logs", "{}", false)).containsPattern("web +200 GET /asked");

        assertThat(client.call("restart", "{\"services\":[\"web\"]}", false)).contains("ready");
        assertThat(sandbox.pidBehind("web.localhost")).isNotEqualTo(before);
        assertThat(client.call("why", "{\"service\":\"web\"}", false)).contains("web is ready")
                .contains("restarted by command");
        assertThat(client.call("why", "{\"service\":\"wep\"}", true))
                .contains("unknown service: 'wep'; did you mean 'web'?");
        for (var word : List.of("--help", "@A3sfile.hcl", "shop")) {
            assertThat(client.call("why", "{\"service\":\"" + word + "\"}", true))
                    .contains("unknown service: '" + word + "'");
        }
        assertThat(client.call("up", "{\"services\":[\"broken\"]}", true)).contains("broken failed", "no database");
        assertThat(client.call("validate", "{}", false)).contains("is valid: 3 services");

        long web = sandbox.pidBehind("web.localhost");
        client.call("down", "{}", false);
        assertThat(Sandbox.lives(web)).isFalse();
        assertThat(client.call("down", "{}", false)).contains("nothing is running");
        assertThat(client.answer(client.startCall("restart", "{\"services\":\"web\"}")).json()).contains("-32602");
        client.end();
    }

    @Test
    void othersAreAnsweredWhileServicesStartAndWhatIsGivenUpIsNotAnswered() throws Exception {
        var first = client.startCall("up", "{\"services\":[\"slow\"]}");
        var second = client.startCall("up", "{\"services\":[\"web\"]}");
        Client.text(client.answer(second), false);
        assertThat(client.call("status", "{\"service\":\"slow\"}", false)).contains("\"state\": \"starting\"");
        assertThat(client.answers).doesNotContainKey(first);
        assertThat(client.answer(client.start("ping", Members.NONE)).json()).contains("\"result\":{}");

        var third = client.startCall("up", "{\"services\":[\"slow\"]}");
        client.send(Members.NONE.with("method", "notifications/cancelled").with("params",
                Members.NONE.with("requestId", third)));
        Files.createFile(shop.resolve("gate"));
        assertThat(Client.text(client.answer(first), false)).contains("ready");
        client.call("up", "{\"services\":[\"slow\"]}", false);
        client.end();
        assertThat(client.answers).doesNotContainKey(third);
        assertThat(sandbox.run(shop, "status", "web").expect(0).out()).as("services outlive it").contains("ready");
    }

    @Test
    void aTermEndsItAndWhatItStartsGoesOn() throws Exception {
        client.startCall("up", "{\"services\":[\"slow\"]}");
        await("slow starts").atMost(Duration.ofSeconds(30))
                .until(() -> client.call("status", "{}", false).contains("\"starting\""));
        client.process.destroy();
        assertThat(client.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.process.exitValue()).isZero();
        Files.createFile(shop.resolve("gate"));
        sandbox.run(shop, "up", "-d", "slow").expect(0);
        sandbox.pidBehind("slow.localhost");
    }
}
