package dev.a3s.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class MachineTest {
    private static final int ECHO = 7;

    @Test
    void aPortInUseIsToldWithAnotherAndItsHolder() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(Machine.refusal(port).orElseThrow()).matches("Port " + port
                    + " is already in use\\. Try --port [0-9]+ \\(pid " + ProcessHandle.current().pid()
                    + " .* has it\\)");
        }
    }

    @Test
    void aFreePortIsNotRefused() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(Machine.refusal(port)).isEmpty();
    }

    /** Run as a process that may not have the ports below 1024, whoever runs the test. */
    static final class Unprivileged {
        private Unprivileged() {}

        public static void main(String[] arguments) {
            System.out.println(Machine.refusal(ECHO).orElse("not refused"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPortThatTakesPrivilegesIsToldAsSuch() throws Exception {
        var command = new ArrayList<String>();
        if (mayBind(ECHO)) {
            command.addAll(List.of("setpriv", "--bounding-set", "-net_bind_service"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Dstdout.encoding=UTF-8", "-cp",
                System.getProperty("java.class.path"), Unprivileged.class.getName()));
        var asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Port 7 requires elevated privileges. Use a port ≥1024");
    }

    private static boolean mayBind(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
