package dev.a3s.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

import dev.a3s.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Redis on a port of the user's choice, and a Node service that needs it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RedisIT {
    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path counter;
    private int redisPort;

    @BeforeEach
    void aProject() throws IOException {
        Needs.program("redis-server", "Debian: apt-get install redis-server");
        Needs.program("node", "Debian: apt-get install nodejs");
        sandbox = new Sandbox(dir);
        redisPort = Sandbox.freePort();
        counter = sandbox.copyOf("counter");
        var file = counter.resolve("A3sfile.hcl");
        Files.writeString(file, Files.readString(file).replace("REDIS\n", redisPort + "\n"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** What the service answers: the count, and the pids of Redis (as Redis itself reports it) and of the service. */
    record Answer(int visits, long redis, long node) {}

    private Answer visit() throws IOException, InterruptedException {
        var response = sandbox.get("counter.localhost", "/");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.read(response.body(), Answer.class);
    }

    @Test
    void aKilledRedisComesBackAndItsDependentIsReachableAgain() throws Exception {
        sandbox.run(counter, "up", "-d").expect(0);
        assertThat(visit().visits()).isEqualTo(1);
        var before = visit();
        assertThat(before.visits()).as("kept in Redis").isEqualTo(2);

        ProcessHandle.of(before.redis()).orElseThrow().destroyForcibly();
        var after = await("the counter counts in another Redis").atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(this::visit, answer -> answer.redis() != before.redis());
        assertThat(after.visits()).as("the new Redis knows nothing").isEqualTo(1);
        assertThat(after.node()).as("the dependent lived on").isEqualTo(before.node());
        assertThat(sandbox.run(counter, "status", "cache").expect(0).out()).contains("killed by SIGKILL");
    }

    @Test
    void downLeavesNoProcessAndNoPort() throws Exception {
        sandbox.run(counter, "up", "-d").expect(0);
        var answer = visit();
        sandbox.run(counter, "down").expect(0);
        for (long pid : List.of(answer.redis(), answer.node())) {
            assertThat(Sandbox.lives(pid)).as("pid %s lives", pid).isFalse();
        }
        for (int port : List.of(redisPort, sandbox.port)) {
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                // Free again.
            }
        }
    }
}
