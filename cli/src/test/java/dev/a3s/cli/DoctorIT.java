package dev.a3s.cli;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorIT {
    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path project;
    private int fixed;

    @BeforeEach
    void aProject() throws Exception {
        sandbox = new Sandbox(dir);
        fixed = Sandbox.freePort();
        project = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd  = "exec SERVICE http"
                  port = FIXED
                }
                """.replace("FIXED", fixed + ""));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    @Test
    void doctorStartsNoDaemonAndShowsWhatIsFree() throws Exception {
        var out = sandbox.run(project, "doctor").expect(0).out();
        assertThat(out).containsPattern("ok +java").contains("Port " + sandbox.port + ": Available",
                "Port " + fixed + ": Available", "none is running", "is valid");
        assertThat(sandbox.home).doesNotExist();
    }

    @Test
    void doctorShowsTheDaemonAndWhoHasWhichPort() throws Exception {
        sandbox.run(project, "up", "-d").expect(0);
        var out = sandbox.run(project, "doctor").expect(0).out();
        assertThat(out).contains("pid " + sandbox.daemonPid(), "1 session",
                "Port " + sandbox.port + ": served by the daemon", "Port " + fixed + ": web of session shop");
        assertThat(sandbox.run(project, "doctor", "--json").expect(0).out()).contains("\"check\": \"daemon\"",
                "\"state\": \"OK\"");
    }

    @Test
    void aForeignerOnThePortsIsNamedWithWhatToDo() throws Exception {
        try (var _ = new ServerSocket(sandbox.port, 1, InetAddress.getLoopbackAddress());
                var _ = new ServerSocket(fixed, 1, InetAddress.getLoopbackAddress())) {
            var out = sandbox.run(project, "doctor").expect(1).out();
            assertThat(out).contains("Port " + sandbox.port + " is already in use. Try --port ",
                    "(pid " + ProcessHandle.current().pid(), "a3s kill-port " + sandbox.port,
                    "Port " + fixed + " is already in use (", "a3s kill-port " + fixed);
        }
    }

    @Test
    void aStoppedServicesStatusShowsWhetherItsPortIsFree() throws Exception {
        sandbox.run(project, "up", "-d").expect(0);
        assertThat(sandbox.run(project, "status", "web").expect(0).out()).doesNotContain("Available");
        sandbox.run(project, "down", "web").expect(0);
        assertThat(sandbox.run(project, "status", "web").expect(1).out()).contains("Port " + fixed + ": Available");
        try (var _ = new ServerSocket(fixed, 1, InetAddress.getLoopbackAddress())) {
            assertThat(sandbox.run(project, "status", "web").expect(1).out())
                    .contains("Port " + fixed + " is already in use (pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void leftoversAndBrokenFilesAreReported() throws Exception {
        sandbox.run(project, "up", "-d").expect(0);
        sandbox.run(project, "daemon", "stop").expect(0);
        Files.move(project.resolve("A3sfile.hcl"), project.resolve("elsewhere.hcl"));
        Files.writeString(sandbox.home.resolve("config.hcl"), "port = \"x\"\n");
        var out = sandbox.run(project, "doctor").expect(1).out();
        assertThat(out).contains("rm -r " + sandbox.home.resolve("sessions/shop"), "a3s config --unset all");
    }

    @Test
    void aHomeThatCannotBeUsedIsAnError() throws Exception {
        Files.writeString(sandbox.home, "a file is in the way");
        assertThat(sandbox.run(project, "doctor").expect(1).out()).containsPattern("error +home").contains("A3S_HOME");
        Files.delete(sandbox.home);
    }
}
