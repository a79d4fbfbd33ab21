package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The project that this repository brings along, used as the README shows it to a newcomer. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Sandbox sandbox;
    private static Path demo;
    private static Chromium browser;

    @BeforeAll
    static void theDemoIsUp(@TempDir Path dir) throws Exception {
        sandbox = new Sandbox(dir);
        demo = copyOfTheDemo();
        browser = new Chromium(dir);
        sandbox.run(demo, "up", "-d").expect(0);
    }

    @BeforeEach
    void thePageIsOpen() {
        browser.open("http://web.localhost:" + sandbox.port);
        await("the page has its data").atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text("#counter")).matches("[0-9]+"));
        browser.errors(); // of an earlier test, whose page lost its server
    }

    private static Path copyOfTheDemo() throws IOException {
        var root = Path.of(System.getProperty("a3s.root"));
        var text = Files.readString(root.resolve("A3sfile.hcl"));
        var block = "dev {\n";
        assertThat(text).contains(block);
        var copy = sandbox.project("demo", text.replace(block, block + "  proxy_port = PROXY\n"));
        Sandbox.copy(root.resolve("demo"), copy.resolve("demo"));
        return copy;
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        try {
            if (browser != null) {
                browser.close();
            }
        } finally {
            sandbox.close();
        }
    }

    @Test
    void thePageShowsWhatTheServicesDo() {
        await("the feed has events of api and store").atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text("#feed")).contains("api is ready", "store is ready"));
        var next = String.valueOf(Integer.parseInt(browser.text("#counter")) + 1);
        browser.find("#count").click();
        await("the click is counted").atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text("#counter")).isEqualTo(next));
        assertThat(browser.text("#feed")).contains("the counter is " + next);
        assertThat(browser.errors()).isEqualTo(List.of());
    }

    @Test
    void aSleepingServiceWakesForItsFirstRequest() throws Exception {
        assertThat(sandbox.run(demo, "status").expect(0).out()).containsPattern("postcard +asleep");
        browser.find("#note").sendKeys("Greetings from Chromium");
        browser.find("#sign button").click();
        await("the note is in the book").atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text("#notes")).contains("Greetings from Chromium"));

        browser.find(".guestbook a").click();
        browser.switchToNewTab();
        await("the postcard").atMost(SOON)
                .ignoreExceptions() // while it starts, its page has no such element
                .untilAsserted(() -> assertThat(browser.text("blockquote")).isEqualTo("Greetings from Chromium"));
        assertThat(sandbox.run(demo, "status").expect(0).out()).containsPattern("postcard +ready");
    }

    @Test
    void anEditOfThePageShowsByItselfAndKeepsTheDraft() throws Exception {
        browser.find("#note").sendKeys("Half a sente");
        var page = demo.resolve("demo/web/index.html");
        Files.writeString(page, Files.readString(page).replaceFirst("<h1>.*</h1>", "<h1>Edited.</h1>"));
        await("the edit").atMost(SOON)
                .ignoreExceptions() // between two pages there is no h1
                .untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("Edited."));
        await("the draft").atMost(SOON)
                .untilAsserted(() -> assertThat(browser.eval("document.getElementById('note').value"))
                        .isEqualTo("Half a sente"));
    }
}
