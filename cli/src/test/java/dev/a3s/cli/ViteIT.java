package dev.a3s.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Vite project as its author has it, in a browser, through the proxy. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ViteIT {
    @TempDir
    Path dir;

    @Test
    void anEditShowsInTheOpenPageWithoutAReload() throws Exception {
        var sandbox = new Sandbox(dir);
        var front = sandbox.copyOf("vite");
        NodeModules.into(front);
        try (var browser = new Chromium(dir)) {
            sandbox.run(front, "up", "-d").expect(0);
            var authority = "front.localhost:" + sandbox.port;

            browser.open("http://" + authority);
            await("the page renders").atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("Good morning"));
            await("the page has its WebSocket, through the proxy").atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(browser.sockets()).singleElement()
                            .asString()
                            .startsWith("ws://" + authority + "/"));
            browser.run("window.kept = 'kept'");

            Files.writeString(front.resolve("greeting.js"), "export const greeting = 'Good evening';\n");
            await("the page shows the edit").atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("Good evening"));
            assertThat(browser.eval("window.kept")).as("kept in a page that was not reloaded").isEqualTo("kept");
            assertThat(browser.errors()).isEqualTo(List.of());
        } finally {
            sandbox.close();
            Files.deleteIfExists(front.resolve("node_modules")); // a link; JUnit would warn of it
        }
    }
}
