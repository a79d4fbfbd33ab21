package dev.a3s.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Where settings come from, as a user meets it. */
class SettingsIT {
    private static final String PROJECT = """
            service "web" {
              cmd = "exec SERVICE http"
            }
            """;

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path project;

    @BeforeEach
    void aProject() throws Exception {
        sandbox = new Sandbox(dir);
        project = sandbox.project("shop", PROJECT);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    @Test
    void aFlagBeatsTheEnvironmentThatTheFileThatTheUserThatTheDefault() throws Exception {
        assertThat(port()).contains("7080", "default");
        assertThat(sandbox.run(project, "config", "--port", "8088", "--host", "localhost").expect(0).out())
                .contains("Updated port = 8088", "Updated host = 127.0.0.1", "Configuration saved");
        assertThat(port()).contains("8088", "your defaults");
        sandbox.write(project, "dev {\n  proxy_port = PROXY\n}\n" + PROJECT);
        assertThat(port()).contains(String.valueOf(sandbox.port), "A3sfile.hcl");
        int another = Sandbox.freePort();
        var environment = List.of("env", "A3S_PROXY_PORT=" + another);
        assertThat(sandbox.runIn(environment, project, "config").expect(0).out()).contains(another + "",
                "A3S_PROXY_PORT");
        int flag = Sandbox.freePort();
        assertThat(sandbox.runIn(environment, project, "up", "-d", "--port", flag + "").expect(0).out())
                .contains("http://web.localhost:" + flag);
        assertThat(sandbox.run(project, "config", "--unset", "port,host").expect(0).out()).contains("Unset port");
        assertThat(Files.readString(sandbox.home.resolve("config.hcl"))).doesNotContain("8088");
    }

    @Test
    void aRunningSessionGoesWhereTheUserWantsItsProjectsFromTheNextUpOn() throws Exception {
        sandbox.run(project, "config", "--port", sandbox.port + "").expect(0);
        assertThat(sandbox.run(project, "up", "-d").expect(0).out()).contains("http://web.localhost:" + sandbox.port);
        int another = Sandbox.freePort();
        assertThat(sandbox.run(project, "config", "--port", another + "").expect(0).err())
                .contains("a3s up applies it");
        assertThat(sandbox.run(project, "up", "-d").expect(0).out()).contains("http://web.localhost:" + another);
    }

    @Test
    void theProxyUsesTheKernelAsTheEnvironmentSays() throws Exception {
        assertThat(sandbox.runIn(List.of("env", "A3S_TRANSPORT=carrier_pigeon"), project, "up", "-d").expect(2).err())
                .contains("A3S_TRANSPORT=carrier_pigeon is none of io_uring, epoll, kqueue, nio");
        sandbox.write(project, "dev {\n  proxy_port = PROXY\n}\n" + PROJECT);
        sandbox.runIn(List.of("env", "A3S_TRANSPORT=nio"), project, "up", "-d").expect(0);
        assertThat(sandbox.run(project, "daemon", "logs").expect(0).out()).contains("over nio");
        assertThat(sandbox.get("web.localhost", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() throws Exception {
        sandbox.run(project, "config", "--port", "8088").expect(0);
        assertThat(sandbox.run(project, "config", "--port", "80").expect(2).err())
                .contains("Port must be between 1024 and 65535");
        assertThat(sandbox.run(project, "config", "--host", "300.0.0.1").expect(2).err())
                .contains("Invalid host address: 300.0.0.1");
        assertThat(sandbox.run(project, "config", "--reload", "maybe").expect(2).err())
                .contains("reload is true or false");
        assertThat(sandbox.run(project, "config", "--unset", "prot").expect(2).err())
                .contains("unknown setting: 'prot'");
        assertThat(sandbox.runIn(List.of("env", "A3S_PROXY_PORT=x"), project, "up").expect(2).err())
                .contains("Port must be between 1024 and 65535", "A3S_PROXY_PORT is 'x'");
        assertThat(port()).contains("8088");
        Files.writeString(sandbox.home.resolve("config.hcl"), "prot = 8088\n");
        assertThat(sandbox.run(project, "up").expect(2).err()).contains("config.hcl:1:1", "did you mean `port`?",
                "a3s config --unset all");
        sandbox.run(project, "config", "--unset", "all").expect(0);
        assertThat(port()).contains("7080");
    }

    private String port() throws Exception {
        return sandbox.run(project, "config").expect(0).out().lines().filter(line -> line.startsWith("port"))
                .findFirst().orElseThrow();
    }
}
