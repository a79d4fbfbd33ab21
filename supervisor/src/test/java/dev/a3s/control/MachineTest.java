package dev.a3s.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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

    @Test
    void aPortThatTakesPrivilegesIsToldAsSuch() {
        assumeFalse(mayBind(ECHO), "this user may have every port");
        assertThat(Machine.refusal(ECHO)).contains("Port 7 requires elevated privileges. Use a port ≥1024");
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
