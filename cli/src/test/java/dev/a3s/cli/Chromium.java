package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.awaitility.Awaitility.await;

/** A headless Chromium with a profile of its own. Closing it ends it and its driver, and asserts that both are gone. */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--window-size=1280,1100");

    /** Keeps every WebSocket of a page where {@link #sockets} finds it. */
    private static final String KEEP_SOCKETS = """
            window.sockets = [];
            window.WebSocket = class extends WebSocket {
              constructor(...all) { super(...all); window.sockets.push(this); }
            };
            """;

    /** Selenium's logger that warns of missing bindings for this Chromium's protocol, which no test uses. Held, for loggers are collected. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private final Path profile;
    private final ChromeDriver driver;

    /** @param dir where the profile goes */
    Chromium(Path dir) throws IOException {
        DEVTOOLS.setLevel(Level.SEVERE);
        this.profile = Files.createTempDirectory(dir, "chromium");
        var options = new ChromeOptions();
        options.setBinary(Needs.program("chromium", "Debian: apt-get install chromium").toFile());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        System.setProperty("webdriver.chrome.driver",
                Needs.program("chromedriver", "Debian: apt-get install chromium-driver").toString());
        this.driver = new ChromeDriver(options);
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", KEEP_SOCKETS));
    }

    void open(String url) {
        driver.get(url);
    }

    /** The first element that {@code css} selects. */
    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    String text(String css) {
        return find(css).getText();
    }

    /** The value of {@code expression} in the page. */
    Object eval(String expression) {
        return driver.executeScript("return " + expression);
    }

    void run(String script) {
        driver.executeScript(script);
    }

    /** The page's open WebSockets, by address. */
    List<?> sockets() {
        return (List<?>) eval("window.sockets.filter(s => s.readyState === WebSocket.OPEN).map(s => s.url)");
    }

    /** Errors in the page's console since the last call. */
    List<String> errors() {
        return driver.manage()
                .logs()
                .get(LogType.BROWSER)
                .getAll().stream()
                .filter(entry -> entry.getLevel().equals(Level.SEVERE))
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Switches to the tab that was opened last. */
    void switchToNewTab() {
        var current = driver.getWindowHandle();
        await("a second tab").until(() -> driver.getWindowHandles().size() == 2);
        driver.getWindowHandles().stream()
                .filter(tab -> !tab.equals(current))
                .forEach(tab -> driver.switchTo().window(tab));
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
        try {
            await("Chromium is gone").atMost(Duration.ofSeconds(20)).until(() -> processes().isEmpty());
        } finally {
            processes().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(profile.toString()))
                .toList();
    }
}
