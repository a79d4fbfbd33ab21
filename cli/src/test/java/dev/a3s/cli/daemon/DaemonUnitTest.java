package dev.a3s.cli.daemon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import dev.a3s.cli.Needs;

import static org.assertj.core.api.Assertions.assertThat;

class DaemonUnitTest {
    private static final List<String> COMMAND = List.of("/opt/a b/java", "-cp", "x<&>\"$HOME%.jar", "Main");

    @TempDir
    Path dir;

    @Test
    void systemdGetsEachWordAsItIs() throws Exception {
        var home = Files.createDirectories(dir.resolve("home"));
        var unit = DaemonUnit.systemd(dir, home, COMMAND);
        assertThat(unit.file()).isEqualTo(dir.resolve("systemd/user/a3s.service"));
        assertThat(unit.text()).contains("ExecStart=\"/opt/a b/java\" \"-cp\" \"x<&>\\\"$$HOME%%.jar\" \"Main\"",
                "Environment=\"A3S_HOME=" + home + "\"", "KillMode=process", "Restart=on-failure");
        assertThat(unit.disable()).contains("rm " + unit.file());
    }

    @Test
    void systemdAcceptsIt() throws Exception {
        Needs.program("systemd-analyze", "Debian: systemd");
        var unit = DaemonUnit.systemd(dir, dir, List.of("/bin/true", "50% \"of\" $it"));
        var file = Files.writeString(dir.resolve("a3s.service"), unit.text());
        var process = new ProcessBuilder("systemd-analyze", "--user", "verify", file.toString())
                .redirectErrorStream(true).redirectOutput(dir.resolve("said").toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(dir.resolve("said"))).doesNotContain("a3s.service:");
    }

    @Test
    void launchdGetsEachWordAsItIs() throws Exception {
        var unit = DaemonUnit.launchd(dir, dir.resolve("ho&me"), COMMAND);
        assertThat(unit.file()).isEqualTo(dir.resolve("Library/LaunchAgents/dev.a3s.daemon.plist"));
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
        var words = builder.parse(new ByteArrayInputStream(unit.text().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("array").item(0).getChildNodes();
        assertThat(IntStream.range(0, words.getLength()).mapToObj(i -> words.item(i).getTextContent().strip())
                .filter(word -> !word.isEmpty())).isEqualTo(COMMAND);
    }

    @Test
    void theUnitGoesWhereTheUsersConfigurationIs() throws IOException {
        if (!System.getProperty("os.name").startsWith("Mac")) {
            assertThat(DaemonUnit.of(dir, COMMAND, Map.of("HOME", "/h", "XDG_CONFIG_HOME", "/c")).file())
                    .isEqualTo(Path.of("/c/systemd/user/a3s.service"));
        }
        assertThat(DaemonUnit.of(dir, COMMAND, Map.of("HOME", "/h")).file().toString()).startsWith("/h/");
    }
}
