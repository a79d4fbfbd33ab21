package dev.a3s.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WaitIT {
    @TempDir
    Path dir;
    private Sandbox sandbox;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new Sandbox(dir);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    @Test
    void itReturnsWhenAllAreReadyThatAreToRun() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                init {
                  step "gate" { cmd = "until [ -e gate ]; do sleep 0.05; done" }
                }
                service "web" {
                  cmd = "exec SERVICE http"
                }
                service "tool" {
                  cmd   = "exec SERVICE http"
                  start = "manual"
                }
                """);
        assertThat(sandbox.run(shop, "wait").expect(1).err()).contains("nothing is running");
        assertThat(sandbox.run(shop, "wait", "--timeout", "200ms").expect(1).err()).contains("nothing is running");
        var early = sandbox.start(shop, "wait", "--timeout", "60s");
        var up = sandbox.start(shop, "up", "-d");
        await("the session is there").atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.run(shop, "ps", "--sessions").out().contains("shop"));
        assertThat(sandbox.run(shop, "wait", "web", "--timeout", "300ms").expect(1).err())
                .contains("not ready within").contains("web");
        assertThat(early.process().isAlive()).as("the early one still waits").isTrue();
        Files.writeString(shop.resolve("gate"), "");
        assertThat(early.process().waitFor(60, TimeUnit.SECONDS)).as("it returns").isTrue();
        assertThat(early.process().exitValue()).as(early.err()).isZero();
        sandbox.run(shop, "status", "web").expect(0);
        sandbox.run(shop, "wait").expect(0);
        assertThat(up.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.run(shop, "wait", "wep").expect(2).err()).contains("unknown service: 'wep'");
    }

    @Test
    void itReturnsAsSoonAsOneHasFailed() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd     = "echo broken; exit 3"
                  restart { policy = "never" }
                }
                service "slow" {
                  cmd  = "exec sleep 1000"
                  port = 9
                  start_timeout = "0s"
                }
                """);
        var up = sandbox.start(shop, "up", "-d");
        assertThat(sandbox.run(shop, "wait", "--timeout", "60s").expect(1).err()).contains("failed");
        up.process().destroy();
        assertThat(up.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
