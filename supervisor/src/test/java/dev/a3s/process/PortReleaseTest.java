package dev.a3s.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PortReleaseTest extends RunTest {
    private static final String SERVER = """
            use Socket;
            socket(S, PF_INET, SOCK_STREAM, 0) && bind(S, sockaddr_in(0, INADDR_LOOPBACK)) && listen(S, 1) or die;
            $SIG{TERM} = 'IGNORE' if $ARGV[0];
            fork if $ARGV[1];
            $| = 1;
            print +(sockaddr_in(getsockname(S)))[0], "\\n";
            sleep 300;
            """;

    private final List<Process> outsiders = new ArrayList<>();
    private final List<String> news = new ArrayList<>();

    @AfterEach
    void endOutsiders() {
        outsiders.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    /** A server that a3s did not start; returns its port. */
    private int outsider(String stubborn, String forks) throws IOException {
        var out = Files.createTempFile(dir, "outsider", "");
        outsiders.add(new ProcessBuilder("perl", "-e", SERVER, stubborn, forks).redirectOutput(out.toFile()).start());
        await("it listens").until(() -> Files.readString(out).endsWith("\n"));
        return Integer.parseInt(Files.readString(out).lines().findFirst().orElseThrow());
    }

    private final PortRelease.Progress progress = new PortRelease.Progress() {
        @Override
        public void stopping(PortOwner owner) {
            news.add("stopping " + owner.holder());
        }

        @Override
        public void killing(long pid) {
            news.add("killing " + pid);
        }
    };

    private Optional<String> release(int port) {
        return new PortRelease(port, _ -> Optional.empty(), progress).run();
    }

    @Test
    void whoeverListensIsNamedAndStopped() throws Exception {
        int port = outsider("", "");
        assertThat(release(port)).isEmpty();
        assertThat(outsiders.getFirst().waitFor()).as("ended by SIGTERM").isEqualTo(143);
        assertThat(FreePorts.bindable(port)).isTrue();
        assertThat(news).singleElement().asString().contains("stopping pid "
                + outsiders.getFirst().pid() + " (perl ");
    }

    @Test
    void whoeverIgnoresSigtermIsKilled() throws Exception {
        int port = outsider("1", "");
        assertThat(release(port)).isEmpty();
        assertThat(outsiders.getFirst().waitFor()).as("ended by SIGKILL").isEqualTo(137);
        assertThat(news.getLast()).startsWith("killing ");
    }

    @Test
    void allThatShareTheSocketAreStopped() throws Exception {
        int port = outsider("", "1");
        assertThat(release(port)).isEmpty();
        assertThat(FreePorts.bindable(port)).isTrue();
        assertThat(news).hasSize(2);
    }

    @Test
    void aFreePortIsLeftAsItIs() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(release(port)).isEmpty();
        assertThat(news).isEmpty();
    }

    @Test
    void whatRunsForASessionIsSparedAndNamedEvenIfItWipedItsEnvironment() {
        var service = runs.launch(runs.launch(List.of("env", "-i", "perl", "-e", SERVER, "", ""),
                Map.of("A3S_SESSION", "shop", "A3S_SERVICE", "web"), Launch.Stdin.OPEN));
        await("it listens").until(() -> runs.output().endsWith("\n"));
        assertThat(release(Integer.parseInt(runs.output().strip()))).hasValueSatisfying(why -> assertThat(why)
                .contains("service web of session shop (pid " + service.pid() + ")").endsWith("a3s down web"));
        assertThat(service.id().lives()).isTrue();
        assertThat(news).isEmpty();
    }

    @Test
    void whatIsToBeSparedIsSpared() throws Exception {
        int port = outsider("", "");
        assertThat(new PortRelease(port, pid -> Optional.of("is the wish of " + pid), progress).run())
                .contains("port " + port + " is the wish of " + outsiders.getFirst().pid());
        assertThat(outsiders.getFirst().isAlive()).isTrue();
    }
}
