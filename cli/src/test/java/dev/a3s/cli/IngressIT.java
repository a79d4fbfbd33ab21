package dev.a3s.cli;

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the proxy shows of sessions: on which address, under which names, and instead of a service that is not there. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IngressIT {
    @TempDir
    Path dir;

    private Sandbox sandbox;

    @BeforeEach
    void aUser() throws Exception {
        sandbox = new Sandbox(dir);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private static HttpResponse<String> get(int port, String host) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(40))
                    .header("Host", host)
                    .build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void eachListenerServesTheSessionsThatAskedForItAlone() throws Exception {
        int open = Sandbox.freePort();
        Path shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                """);
        Path blog = sandbox.project("blog", """
                dev {
                  proxy_port = OPEN
                  host       = "0.0.0.0"
                }
                service "posts" { cmd = "exec SERVICE http" }
                """.replace("OPEN", Integer.toString(open)));
        sandbox.run(shop, "up", "-d").expect(0);
        sandbox.run(blog, "up", "-d").expect(0);
        assertThat(get(sandbox.port, "web.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        assertThat(get(open, "posts.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        HttpResponse<String> hidden = get(open, "web.localhost");
        assertThat(hidden.statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(hidden.body()).contains("posts.localhost").doesNotContain("http://web");
        assertThat(get(open, "web.shop.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(get(sandbox.port, "posts.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        sandbox.run(blog, "down").expect(0);
        assertThat(get(sandbox.port, "web.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
    }

    @Test
    void anEditThatBreaksTheServiceIsAnsweredWithItsFailure() throws Exception {
        Path shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "grep broken source.txt && exit 3; exec SERVICE http"
                  watch {
                    paths    = ["source.txt"]
                    debounce = "50ms"
                  }
                  restart { backoff = "20s" }
                }
                """);
        Files.writeString(shop.resolve("source.txt"), "fine");
        sandbox.run(shop, "up", "-d").expect(0);
        sandbox.pidBehind("web.localhost");
        Files.writeString(shop.resolve("source.txt"), "broken");
        HttpResponse<String> page = await("the failure page").atMost(Duration.ofSeconds(10))
                .until(() -> sandbox.get("web.localhost", "/"), response -> response.statusCode() != 200);
        assertThat(page.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAVAILABLE);
        assertThat(page.body()).contains("exited 3").contains("| broken").contains("a3s logs web");
        Files.writeString(shop.resolve("source.txt"), "fine again");
        await("it is mended").atMost(Duration.ofSeconds(20))
                .until(() -> sandbox.get("web.localhost", "/").statusCode() == HttpURLConnection.HTTP_OK);
    }
}
