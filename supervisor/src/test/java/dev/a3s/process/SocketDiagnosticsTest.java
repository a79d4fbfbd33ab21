package dev.a3s.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
class SocketDiagnosticsTest {
    private static final InetAddress V4 = address(127, 0, 0, 1);
    private static final InetAddress V6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private static InetAddress address(int... bytes) {
        var raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static List<SocketDiagnostics.Listener> listeners() {
        return SocketDiagnostics.listeners().orElseThrow();
    }

    private static Set<Integer> ports() {
        return listeners().stream().map(SocketDiagnostics.Listener::port).collect(Collectors.toSet());
    }

    @Test
    void listenersOfBothFamiliesAreListedAndConnectionsAreNot() throws IOException {
        int gone;
        try (var v4 = new ServerSocket(0, 1, V4);
                var v6 = new ServerSocket(0, 1, V6);
                var client = new Socket(v4.getInetAddress(), v4.getLocalPort())) {
            gone = v4.getLocalPort();
            assertThat(ports()).contains(v4.getLocalPort(), v6.getLocalPort()).doesNotContain(client.getLocalPort());
            assertThat(listeners()).filteredOn(listener -> listener.port() == v4.getLocalPort()).singleElement()
                    .satisfies(listener -> assertThat(listener.user()).isEqualTo(Posix.user()));
        }
        assertThat(ports()).doesNotContain(gone);
    }

    @Test
    void theyAreThoseOfTheKernelsTablesHoweverMany() throws IOException {
        var many = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 600; i++) {
                many.add(new ServerSocket(0, 1, i % 2 == 0 ? V4 : V6));
            }
            var ours = many.stream().map(ServerSocket::getLocalPort).collect(Collectors.toSet());
            var listed = listeners().stream().filter(listener -> ours.contains(listener.port()))
                    .map(listener -> "socket:[" + listener.inode() + "] " + listener.port()).toList();
            var inTables = LinuxPortOwners.listenersInTables().stream()
                    .filter(listener -> ours.contains(listener.port()))
                    .map(listener -> listener.socket() + " " + listener.port()).toList();
            assertThat(listed).hasSizeGreaterThanOrEqualTo(600).containsExactlyInAnyOrderElementsOf(inTables);
        } finally {
            for (var socket : many) {
                socket.close();
            }
        }
    }
}
