package dev.a3s.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.cli.mcp.McpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Tools that run a3s's own commands; those that are called here need no daemon. */
class McpCommandTest {
    @TempDir
    Path dir;

    private String call(String params) throws IOException {
        var out = new ByteArrayOutputStream();
        var line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}";
        new McpServer(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), out,
                () -> dir.resolve("A3sfile.hcl"), A3s::run).serve();
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void aToolAnswersWhatItsCommandPrints() throws IOException {
        Files.writeString(dir.resolve("A3sfile.hcl"), "service \"web\" { cmd = \"true\" }\n");
        assertThat(call("{\"name\":\"validate\"}")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":["
                + "{\"type\":\"text\",\"text\":\"A3sfile.hcl is valid: 1 service\"}],\"isError\":false}}");
    }

    @Test
    void aFailureIsAnsweredInTheCommandsWords() throws IOException {
        Files.writeString(dir.resolve("A3sfile.hcl"), "service \"web\" { cmdd = \"true\" }\n");
        assertThat(call("{\"name\":\"validate\",\"arguments\":null}")).contains("A3sfile.hcl:1:", "did you mean",
                "\"isError\":true}").doesNotContain("\\u001b");
        Files.delete(dir.resolve("A3sfile.hcl"));
        assertThat(call("{\"name\":\"validate\"}")).contains("does not exist", "\"isError\":true");
    }

    @Test
    void anArgumentIsNeverTakenForAnOption() throws IOException {
        Files.writeString(dir.resolve("A3sfile.hcl"), "service \"web\" { cmd = \"true\" }\n");
        for (var value : List.of("--help", "-f", "--", "@words", "")) {
            assertThat(call("{\"name\":\"logs\",\"arguments\":{\"since\":\"" + value + "\"}}"))
                    .contains("--since takes a time", "not '" + value + "'", "\"isError\":true");
        }
    }
}
