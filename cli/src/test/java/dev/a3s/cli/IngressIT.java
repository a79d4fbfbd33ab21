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
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(40))
                    .header("Host", host)
                    .build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void eachListenerServesTheSessionsThatAskedForItAlone() throws Exception {
        int open = Sandbox.freePort();
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                """);
        var blog = sandbox.project("blog", """
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
        var hidden = get(open, "web.localhost");
        assertThat(hidden.statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(hidden.body()).contains("posts.localhost").doesNotContain("http://web");
        assertThat(get(open, "web.shop.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(get(sandbox.port, "posts.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        sandbox.run(blog, "down").expect(0);
        assertThat(get(sandbox.port, "web.localhost").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
    }

    @Test
    void anEditThatBreaksTheServiceIsAnsweredWithItsFailure() throws Exception {
        var shop = sandbox.project("shop", """
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
        var page = await("the failure page").atMost(Duration.ofSeconds(10))
                .until(() -> sandbox.get("web.localhost", "/"), response -> response.statusCode() != 200);
        assertThat(page.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAVAILABLE);
        assertThat(page.body()).contains("exited 3").contains("| broken").contains("a3s logs web");
        Files.writeString(shop.resolve("source.txt"), "fine again");
        await("it is mended").atMost(Duration.ofSeconds(20))
                .until(() -> sandbox.get("web.localhost", "/").statusCode() == HttpURLConnection.HTTP_OK);
    }

    @Test
    void aCrashIsWaitedOutThroughTheFirstRetryAloneAndAStopNotAtAll() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "test -e bad && exit 3; exec SERVICE wire notes.txt"
                  restart { backoff = "2s" }
                }
                """);
        sandbox.run(shop, "up", "-d").expect(0);
        sandbox.pidBehind("web.localhost");
        Files.createFile(shop.resolve("bad"));
        sandbox.post("web.localhost", "/exit", "");
        var page = sandbox.get("web.localhost", "/");
        assertThat(page.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAVAILABLE);
        assertThat(page.body()).contains("exited 3");
        Files.delete(shop.resolve("bad"));
        sandbox.run(shop, "restart", "web").expect(0);
        sandbox.pidBehind("web.localhost");
        sandbox.run(shop, "down", "web").expect(0);
        var stopped = sandbox.get("web.localhost", "/");
        assertThat(stopped.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAVAILABLE);
        assertThat(stopped.body()).contains("stopped", "a3s up web");
        assertThat(sandbox.run(shop, "status").out()).containsPattern("web +stopped");
    }

    @Test
    void aBrowserShowsWhatAStartingServiceDoesAndThenTheService() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "echo compiling 1 of 2; until test -e go; do sleep 0.05; done; exec SERVICE http"
                }
                """);
        var up = sandbox.start(shop, "up", "-d");
        await("it is starting").atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.run(shop, "logs").out().contains("compiling"));
        try (var browser = new Chromium(dir)) {
            browser.open("http://web.localhost:" + sandbox.port + "/");
            assertThat(browser.text("h1")).isEqualTo("web: starting");
            assertThat(browser.text("pre")).contains("compiling 1 of 2");
            Files.createFile(shop.resolve("go"));
            await("the service in place of its page").atMost(Duration.ofSeconds(20))
                    .until(() -> browser.eval("performance.getEntriesByType('navigation')[0].responseStatus")
                            .equals(200L));
        }
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPageShowsTheServiceByItselfOnceItIsMended() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "printf '\\\\033[31mno <recipe>\\\\033[0m\\\\n'; test -e recipe || exit 3; exec SERVICE http"
                  watch {
                    paths    = ["recipe"]
                    debounce = "50ms"
                  }
                  restart { policy = "never" }
                }
                """);
        sandbox.run(shop, "up", "-d").expect(1);
        var cold = "prefers-color-scheme: dark";
        try (var browser = new Chromium(dir)) {
            browser.open("http://web.localhost:" + sandbox.port + "/");
            assertThat(browser.text("h1")).isEqualTo("web: failed");
            assertThat(browser.text(".commands")).contains("a3s logs web --session shop").doesNotContain("restart");
            assertThat(browser.text("main")).contains("starts again when a file that it watches is saved");
            assertThat(browser.text("pre")).contains("no <recipe>");
            assertThat(browser.find("pre [style*=color]").getText()).isEqualTo("no <recipe>");
            assertThat(browser.eval("document.querySelector('style').textContent").toString()).contains(cold);
            Files.writeString(shop.resolve("recipe"), "eggs");
            sandbox.run(shop, "restart", "web").expect(0);
            await("the service in place of its page").atMost(Duration.ofSeconds(20))
                    .until(() -> !browser.eval("document.documentElement.outerHTML").toString().contains(cold));
            assertThat(browser.eval("performance.getEntriesByType('navigation')[0].responseStatus")).isEqualTo(200L);
        }
    }

    @Test
    void aPageIsAboutTheServiceThatIsTheCause() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "db" {
                  cmd     = "echo no data directory; exit 3"
                  restart { policy = "never" }
                  health  = "tcp://localhost:47"
                }
                service "api" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["db"]
                }
                service "idle" {
                  cmd   = "exec SERVICE http"
                  start = "manual"
                }
                """);
        sandbox.run(shop, "up", "-d").expect(1);
        var page = sandbox.get("api.localhost", "/");
        assertThat(page.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAVAILABLE);
        assertThat(page.body()).contains("api: pending", "try: a3s restart db --session shop", "db | no data directory")
                .doesNotContain("restart api", "logs api");
        assertThat(sandbox.get("idle.localhost", "/").body()).contains("try: a3s up idle --session shop");
        assertThat(sandbox.run(dir, "logs", "db", "--session", "shop").expect(0).out()).contains("no data directory");
        assertThat(sandbox.get("localhost", "/").body()).contains("127.0.0.1:", "(db, not HTTP)")
                .doesNotContain("http://db.");
    }

    @Test
    void aShortNameBelongsToTheSessionThatCameFirstUntilItEnds() throws Exception {
        var text = """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                """;
        var shop = sandbox.project("shop", text);
        var blog = sandbox.project("blog", text);
        sandbox.run(shop, "up", "-d").expect(0);
        assertThat(sandbox.run(blog, "up", "-d").expect(0).err())
                .contains("web.localhost belongs to session shop; this one is web.blog.localhost");
        long first = sandbox.pidBehind("web.localhost");
        long second = sandbox.pidBehind("web.blog.localhost");
        assertThat(sandbox.pidBehind("web.shop.localhost")).isEqualTo(first).isNotEqualTo(second);
        sandbox.run(shop, "down").expect(0);
        var free = sandbox.get("web.localhost", "/");
        assertThat(free.statusCode()).as("whoever came second keeps its name")
                .isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(free.body()).contains("Did you mean http://web.blog.localhost:" + sandbox.port + "/");
        sandbox.run(shop, "up", "-d").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isNotIn(first, second);
        sandbox.run(shop, "down").expect(0);
        sandbox.run(blog, "down").expect(0);
        sandbox.run(blog, "up", "-d").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(sandbox.pidBehind("web.blog.localhost"));
    }

    @Test
    void aShortNameIsHeldOnOnePortAlone() throws Exception {
        int other = Sandbox.freePort();
        var text = """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd = "exec SERVICE http"
                  env = { SELF = service.web.url }
                }
                """;
        var shop = sandbox.project("shop", text);
        var blog = sandbox.project("blog", text.replace("PROXY", Integer.toString(other)));
        sandbox.run(shop, "up", "-d").expect(0);
        assertThat(sandbox.run(blog, "up", "-d").expect(0).err()).doesNotContain("belongs to");
        var there = get(other, "web.localhost");
        assertThat(there.statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        assertThat(there.body()).isNotEqualTo(get(sandbox.port, "web.localhost").body());
        assertThat(sandbox.run(blog, "env", "web").expect(0).out()).contains("SELF=http://web.localhost:" + other);
        sandbox.write(blog, text);
        assertThat(sandbox.run(blog, "up", "-d").expect(0).err())
                .contains("web.localhost belongs to session shop; this one is web.blog.localhost");
    }

    @Test
    void aRouteAndAWildcardAreNamesToo() throws Exception {
        var outside = sandbox.project("outside", """
                dev { proxy_port = OTHER }
                service "tool" { cmd = "exec SERVICE http" }
                """.replace("OTHER", Integer.toString(Sandbox.freePort())));
        sandbox.run(outside, "up", "-d").expect(0);
        var port = sandbox.run(outside, "env", "tool").expect(0).out().lines()
                .filter(line -> line.startsWith("PORT="))
                .findFirst()
                .orElseThrow()
                .replaceAll("[^0-9]", "");
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" {
                  cmd      = "exec SERVICE http"
                  wildcard = true
                }
                service "api" {
                  cmd       = "exec SERVICE http"
                  subdomain = "backend"
                }
                route "tool" { to = "http://127.0.0.1:UPSTREAM" }
                """.replace("UPSTREAM", port));
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        assertThat(sandbox.pidBehind("a.b.web.localhost")).isEqualTo(web);
        assertThat(sandbox.pidBehind("tenant.web.shop.localhost")).isEqualTo(web);
        assertThat(sandbox.pidBehind("backend.localhost")).isNotEqualTo(web);
        assertThat(sandbox.pidBehind("tool.localhost")).isEqualTo(sandbox.pidBehind("tool.shop.localhost"));
        assertThat(sandbox.get("x.backend.localhost", "/").statusCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        sandbox.run(outside, "down").expect(0);
        var gone = sandbox.get("tool.localhost", "/");
        assertThat(gone.statusCode()).isEqualTo(HttpURLConnection.HTTP_BAD_GATEWAY);
        assertThat(gone.body()).contains("tool does not answer", "127.0.0.1:" + port);
    }
}
