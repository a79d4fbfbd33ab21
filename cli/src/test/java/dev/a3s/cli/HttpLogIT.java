package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.json.Json;
import dev.a3s.protocol.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code a3s logs --http}: what was asked of services, as their user reads it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HttpLogIT {
    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path shop;

    @BeforeEach
    void aProject() throws Exception {
        sandbox = new Sandbox(dir);
        shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE wire notes" }
                service "api" { cmd = "exec SERVICE http" }
                service "late" {
                  cmd   = "exec SERVICE http"
                  start = "on-demand"
                }
                service "worker" {
                  cmd  = "exec sleep 600"
                  port = 0
                }
                """);
        sandbox.run(shop, "up", "-d").expect(0);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    @Test
    void eachRequestIsALineWithItsAnswer() throws Exception {
        sandbox.get("web.localhost", "/one?10");
        sandbox.post("web.shop.localhost", "/two", "note");
        sandbox.get("api.localhost", "/three");
        var lines = sandbox.run(shop, "logs", "--http").expect(0).out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).containsPattern("web +200 GET /one\\?10  [1-9][0-9.]*m?s  [0-9]+ B$");
        assertThat(lines.get(1)).containsPattern("web +200 POST /two ");
        assertThat(lines.get(2)).containsPattern("api +200 GET /three ");
        assertThat(sandbox.run(shop, "logs", "--http", "-n", "1", "web").expect(0).out().lines()).singleElement()
                .asString()
                .contains("/two");
        assertThat(sandbox.run(shop, "logs", "--http", "worker").expect(2).err())
                .contains("unknown service: 'worker'")
                .contains("web, api, late");
    }

    @Test
    void itSaysWhatWasHeldAndWhatFailed() throws Exception {
        sandbox.get("late.localhost", "/");
        sandbox.post("web.localhost", "/exit", "");
        var exchanges = sandbox.run(shop, "logs", "--http", "--json").expect(0).out().lines()
                .map(line -> Json.read(line, Reply.AccessLogEntry.class))
                .toList();
        assertThat(exchanges).hasSize(2);
        assertThat(exchanges.get(0).status()).isEqualTo(200);
        assertThat(exchanges.get(0).held()).isPositive().isLessThanOrEqualTo(exchanges.get(0).duration());
        assertThat(exchanges.get(1).status()).isEqualTo(502);
        assertThat(exchanges.get(1).held()).isZero();
        assertThat(sandbox.run(shop, "why", "web").expect(0).out()).contains("its last failed requests:")
                .containsPattern("502 POST /exit .* it [a-z]+ the connection");
        assertThat(sandbox.run(shop, "status", "late").out())
                .containsPattern("requests +1; the last .* ago: GET / 200 in ");
    }

    @Test
    void itIsFollowedUntilTheSessionEnds() throws Exception {
        sandbox.get("web.localhost", "/before");
        var follower = sandbox.start(shop, "logs", "--http", "-f");
        await("what was").atMost(Duration.ofSeconds(20)).until(() -> follower.out().contains("/before"));
        sandbox.get("web.localhost", "/after");
        await("what is").atMost(Duration.ofSeconds(20)).until(() -> follower.out().contains("/after"));
        sandbox.run(shop, "down").expect(0);
        assertThat(follower.process().waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(follower.process().exitValue()).isZero();
        assertThat(sandbox.run(shop, "logs", "--http").expect(1).err()).contains("nothing is running");
    }
}
