package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whoever uses a service while it is edited notices nothing but a wait. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ReloadIT {
    private static final int RESTARTS = 22;
    /** One restart in so many is by command: more than ten edits a minute in a row would be taken for the service's own. */
    private static final int EDITS = 8;
    private static final Duration NEW_PROCESS = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path project;

    @BeforeEach
    void aProject() throws Exception {
        sandbox = new Sandbox(dir);
        project = sandbox.project("reload", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "exec SERVICE wire notes.txt"
                  watch {
                    paths    = ["source.txt"]
                    debounce = "50ms"
                  }
                  restart { backoff = "300ms" }
                }
                """);
        Files.writeString(project.resolve("source.txt"), "0");
        Files.createFile(project.resolve("notes.txt"));
        sandbox.run(project, "up", "-d").expect(0);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(project.resolve("notes.txt"));
    }

    @Test
    void editsFailNoRequestAndNoPostIsCarriedOutTwice() throws Exception {
        var load = SteadyLoad.ofAllKinds(sandbox.port);
        try {
            for (int restart = 1; restart <= RESTARTS; restart++) {
                int pids = restart;
                await("process " + pids + " answers").atMost(NEW_PROCESS).until(() -> load.pids.size() >= pids);
                int answered = load.answered.get();
                await("some requests").atMost(NEW_PROCESS).until(() -> load.answered.get() > answered + 20);
                if (restart % EDITS == 0) {
                    sandbox.run(project, "restart", "web").expect(0);
                } else {
                    Files.writeString(project.resolve("source.txt"), Integer.toString(restart));
                }
            }
            await("the last process answers").atMost(NEW_PROCESS).until(() -> load.pids.size() > RESTARTS);
        } finally {
            load.end();
        }
        assertThat(load.failures).isEmpty();
        assertThat(notes()).containsExactlyInAnyOrderElementsOf(load.posted);
        assertThat(load.opened).hasValueGreaterThanOrEqualTo(RESTARTS / 2);
        assertThat(load.echoed).hasValueGreaterThan(0);
    }

    @Test
    void aCrashFailsNoGet() throws Exception {
        var load = SteadyLoad.ofGets(sandbox.port);
        try {
            for (int crash = 1; crash <= 3; crash++) {
                int pids = crash;
                await("process " + pids + " answers").atMost(NEW_PROCESS).until(() -> load.pids.size() >= pids);
                assertThat(sandbox.post("web.localhost", "/exit", "").statusCode()).isEqualTo(502);
            }
            await("the last process answers").atMost(NEW_PROCESS).until(() -> load.pids.size() > 3);
        } finally {
            load.end();
        }
        assertThat(load.failures).isEmpty();
    }

    /** The service's command lives on, as a reloader's does, while nothing listens for seconds. */
    @Test
    void aServiceThatReloadsItselfFailsNoGet() throws Exception {
        sandbox.run(project, "down").expect(0);
        var reloader = sandbox.project("reloader", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "while :; do SERVICE wire notes.txt; sleep 3; done"
                }
                """);
        sandbox.run(reloader, "up", "-d").expect(0);
        var load = SteadyLoad.ofGets(sandbox.port);
        try {
            await("the first process answers").atMost(NEW_PROCESS).until(() -> load.pids.size() == 1);
            assertThat(sandbox.post("web.localhost", "/exit", "").statusCode()).isEqualTo(502);
            await("the second answers").atMost(NEW_PROCESS).until(() -> load.pids.size() == 2);
        } finally {
            load.end();
        }
        assertThat(load.failures).isEmpty();
        assertThat(sandbox.run(reloader, "status").expect(0).out()).contains("ready");
    }

    @Test
    void requestsWaitThroughTheFirstRetryAfterACrash() throws Exception {
        long crashed = sandbox.pidBehind("web.localhost");
        sandbox.post("web.localhost", "/exit", "");
        await("it is dead").atMost(NEW_PROCESS).until(() -> !Sandbox.lives(crashed));
        var response = sandbox.post("web.localhost", "/", "after the crash");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(Long.parseLong(response.body())).isNotEqualTo(crashed);
        assertThat(notes()).containsExactly("after");
    }
}
