package dev.a3s.cli.mcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.json.JsonValue;
import dev.a3s.json.JsonValue.Members;

import static org.assertj.core.api.Assertions.assertThat;

/** The protocol, message by message. */
class McpServerTest {
    @TempDir
    Path dir;

    /** What is answered to these lines, a line each. */
    private List<String> answers(String... lines) throws IOException {
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        new McpServer(in, out, () -> dir.resolve("A3sfile.hcl"), McpServerTest::repeat).serve();
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).matches("(?s)|.*\n");
        return text.lines().toList();
    }

    /** A command that prints what it was called with. */
    private static int repeat(Console console, List<String> options, List<String> operands) {
        console.print(options + " " + operands);
        return ExitCode.DONE;
    }

    private String answer(String line) throws IOException {
        var answers = answers(line);
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private String call(String params) throws IOException {
        return answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}");
    }

    private static String error(String id, int code) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\"";
    }

    @ParameterizedTest
    @CsvSource({"2025-06-18,2025-06-18", "2025-03-26,2025-03-26", "2024-11-05,2024-11-05", "2023-01-01,2025-06-18"})
    void theClientsVersionIsTakenIfItIsKnownElseTheNewestIsOffered(String asked, String answered) throws IOException {
        assertThat(
                answer("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                        + asked + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}"))
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"protocolVersion\":\"" + answered + "\",")
                .contains("\"capabilities\":{\"tools\":{\"listChanged\":false}}", "\"serverInfo\":{\"name\":\"a3s\",",
                        "\"instructions\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} 2",
        "{'jsonrpc':'2.0','id':1,'method':'ping'}"})
    void whatIsNoJsonIsAParseError(String line) throws IOException {
        assertThat(answer(line)).startsWith(error("null", -32700)).contains("at line 1 column");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "7|null|a message is a JSON object, not 7",
        "{\"id\":1,\"method\":\"ping\"}|1|\\\"jsonrpc\\\" must be \\\"2.0\\\"; it is missing",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}|1|\\\"jsonrpc\\\" must be \\\"2.0\\\", not \\\"1.0\\\"",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|null|\\\"id\\\" must be a string or a number, not null",
        "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"ping\"}|null|must be a string or a number, not [1]",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}|1|\\\"method\\\" must be a string, not 5",
        "{\"jsonrpc\":\"2.0\",\"id\":1}|1|\\\"method\\\" must be a string; it is missing"})
    void whatIsNoRequestIsRefusedWithItsReason(String line, String id, String reason) throws IOException {
        assertThat(answer(line)).startsWith(error(id, -32600)).contains(reason);
    }

    @Test
    void aBatchIsRefusedAndTheNextMessageAnswered() throws IOException {
        assertThat(answers("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", "",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}")).containsExactly(
                        error("null", -32600)
                                + "this is a batch, which is not taken; send each message by itself, one a line\"}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}");
    }

    @Test
    void anUnknownMethodIsNamed() throws IOException {
        assertThat(answer("{\"jsonrpc\":\"2.0\",\"id\":1.50,\"method\":\"tools/lists\"}"))
                .isEqualTo(error("1.50", -32601) + "unknown method: 'tools/lists'; did you mean 'tools/list'?\"}}");
    }

    @Test
    void notificationsAndResponsesHaveNoAnswer() throws IOException {
        assertThat(answers("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nobody/knows\",\"params\":[1]}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"nothing\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{}|\\\"name\\\" of tools/call is missing",
        "{\"name\":3}|\\\"name\\\" of tools/call must be a string, not 3",
        "{\"name\":\"stats\"}|unknown tool: 'stats'; did you mean 'status'?",
        "{\"name\":\"x\"}|unknown tool: 'x'; there are status, logs, http_logs, up, down, restart, wait, why, validate",
        "{\"name\":\"up\",\"arguments\":[]}|\\\"arguments\\\" of tools/call must be an object, not []",
        "{\"name\":\"logs\",\"arguments\":{\"line\":5}}|unknown argument of logs: 'line'; did you mean 'lines'?",
        "{\"name\":\"validate\",\"arguments\":{\"file\":\"x\"}}|unknown argument of validate: 'file'; it takes none",
        "{\"name\":\"logs\",\"arguments\":{\"lines\":1001}}|\\\"lines\\\" of logs takes a whole number from 1 to 1000, not 1001",
        "{\"name\":\"logs\",\"arguments\":{\"lines\":\"5\"}}|from 1 to 1000, not \\\"5\\\"",
        "{\"name\":\"logs\",\"arguments\":{\"grep\":true}}|\\\"grep\\\" of logs takes a string, not true",
        "{\"name\":\"up\",\"arguments\":{\"services\":\"web\"}}|\\\"services\\\" of up takes an array of services' names, not \\\"web\\\"",
        "{\"name\":\"up\",\"arguments\":{\"services\":[\"web\",1]}}|\\\"services[1]\\\" of up takes a service's name, not 1",
        "{\"name\":\"restart\"}|\\\"services\\\" of restart is missing",
        "{\"name\":\"restart\",\"arguments\":{\"services\":[]}}|of restart takes an array of services' names, at least one, not []",
        "{\"name\":\"why\",\"arguments\":{\"service\":null}}|\\\"service\\\" of why is missing"})
    void aCallThatCannotBeMeantIsRefusedWithFieldAndValue(String params, String reason) throws IOException {
        assertThat(call(params)).startsWith(error("1", -32602)).contains(reason);
    }

    @Test
    void everyToolDescribesWhatItDoesAndTakes() throws IOException {
        var answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        var result = (Members) ((Members) JsonValue.read(answer)).get("result").orElseThrow();
        var tools = ((JsonValue.Items) result.get("tools").orElseThrow()).values().stream()
                .map(Members.class::cast).toList();
        assertThat(tools).extracting(tool -> tool.get("name").orElseThrow().json()).containsExactly("\"status\"",
                "\"logs\"", "\"http_logs\"", "\"up\"", "\"down\"", "\"restart\"", "\"wait\"", "\"why\"",
                "\"validate\"");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.get("description").orElseThrow().json()).hasSizeGreaterThan(60);
            assertThat(tool.get("inputSchema").orElseThrow().json())
                    .startsWith("{\"type\":\"object\",\"properties\":{");
        });
        assertThat(answer).contains("\"required\":[\"service\"],\"additionalProperties\":false",
                "\"minimum\":1,\"maximum\":1000,\"default\":50", "\"readOnlyHint\":true", "\"destructiveHint\":true");
    }

    @Test
    void aToolRunsItsCommandWithTheWordsThatItsArgumentsAre() throws IOException {
        var file = dir.resolve("A3sfile.hcl");
        assertThat(call("{\"name\":\"logs\",\"arguments\":{\"services\":[\"web\",\"-f\"],\"grep\":\"--x\"}}")).contains(
                "[logs, --no-color, --timestamps, --file=" + file + ", --lines=50, --grep=--x] [web, -f]",
                "\"isError\":false");
    }
}
