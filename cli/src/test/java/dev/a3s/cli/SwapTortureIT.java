package dev.a3s.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code reload = "swap"} under POSTs that never pause: none is lost and none is carried out twice. As many restarts as
 * {@code -Da3s.torture.rounds} says, and no fewer POSTs than {@code -Da3s.torture.posts}.
 */
class SwapTortureIT {
    private static final int USERS = 8;
    private static final Duration SWAPPED = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private Torture torture;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void aServer() throws IOException, URISyntaxException {
        torture = new Torture(dir);
        torture.write("""
                service "web" {
                  cmd    = "exec perl %s notes.txt"
                  reload = "swap"
                }
                """.formatted(Path.of(SwapTortureIT.class.getResource("posts.pl").toURI())));
        Files.createFile(torture.project.resolve("notes.txt"));
        assertThat(torture.up()).isZero();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        torture.close();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void noPostIsLost() throws Exception {
        int posts = Integer.getInteger("a3s.torture.posts", 2_000);
        int rounds = Torture.rounds(30);
        int swaps = 0;
        var users = ConcurrentHashMap.<Thread>newKeySet();
        try {
            for (int user = 0; user < USERS; user++) {
                users.add(Thread.ofVirtual().start(this::keepPosting));
            }
            for (; swaps < rounds || answered.size() < posts; swaps++) {
                long before = torture.row("web").pid().orElseThrow();
                int asked = sent.get();
                torture.restart("web");
                await("another process serves").atMost(SWAPPED).pollInterval(Duration.ofMillis(5))
                        .until(() -> torture.row("web").pid().filter(pid -> pid != before).isPresent());
                await("it is used").atMost(SWAPPED).pollInterval(Duration.ofMillis(5))
                        .until(() -> sent.get() > asked + USERS);
            }
        } finally {
            over.set(true);
            join(users);
        }
        var done = Files.readAllLines(torture.project.resolve("notes.txt")).stream().map(Integer::parseInt).toList();
        System.out.printf("SwapTortureIT: %d POSTs, %d swaps, %d failures%n", sent.get(), swaps, failures.size());
        assertThat(failures).isEmpty();
        assertThat(answered).hasSize(sent.get());
        assertThat(done).doesNotHaveDuplicates().hasSize(sent.get());
    }

    private static void join(Collection<Thread> users) throws InterruptedException {
        for (var user : users) {
            user.join();
        }
    }

    /** One POST after the other, on a connection that is kept for some of them. */
    private void keepPosting() {
        while (!over.get()) {
            try (var socket = new Socket(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), torture.sandbox.port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(60_000);
                var in = new BufferedInputStream(socket.getInputStream());
                for (int i = 0; i < 50 && !over.get(); i++) {
                    int number = sent.incrementAndGet();
                    var body = Integer.toString(number);
                    socket.getOutputStream().write(("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
                    var status = WireService.line(in);
                    int length = Integer.parseInt(WireService.fields(in).get("content-length"));
                    var answer = new String(WireService.exactly(in, length), StandardCharsets.UTF_8);
                    if (answer.equals(body)) {
                        answered.add(number);
                    } else {
                        failures.add(number + ": " + status + " " + answer);
                    }
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }
}
