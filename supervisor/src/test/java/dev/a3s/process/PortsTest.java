package dev.a3s.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "127.0.0.1", "::1"})
    void aListenerAtAnyAddressTakesThePort(String address) throws IOException {
        int port;
        try (var server = listen(address)) {
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            assertThat(FreePorts.bindable(port)).isFalse();
        }
        assertThat(FreePorts.bindable(port)).isTrue();
    }

    @Test
    void aPortWhoseLastConnectionsLingerIsFree() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            try (var client = new Socket(server.getInetAddress(), port)) {
                server.accept().close(); // the server's side closes first and keeps TIME_WAIT
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
        assertThat(FreePorts.bindable(port)).isTrue();
    }

    @Test
    void noPortIsHandedOutTwiceOrAgainstTheWish() {
        var ports = new FreePorts();
        var taken = new HashSet<Integer>();
        for (int i = 0; i < 100; i++) {
            assertThat(taken.add(ports.pick(taken))).isTrue();
        }
        int others = new FreePorts().pick(taken);
        assertThat(taken).doesNotContain(others).allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::"})
    void theListenerIsNamed(String address) throws IOException {
        try (var server = listen(address)) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            long self = ProcessHandle.current().pid();
            assertThat(Kernel.portOwners().of(port)).hasValueSatisfying(owner -> {
                assertThat(owner.pid()).hasValue(self);
                assertThat(owner.sameUser()).isTrue();
                assertThat(owner.describe()).startsWith("port " + port + " is already in use by pid " + self + " (")
                        .contains("java");
            });
            assertThat(Kernel.portOwners().listening(List.of(self))).contains(port);
        }
    }

    @Test
    void aFreePortHasNoOwner() throws IOException {
        int port;
        try (var server = listen("127.0.0.1")) {
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        }
        assertThat(Kernel.portOwners().of(port)).isEmpty();
        assertThat(Kernel.portOwners().listening(Set.of())).isEmpty();
        assertThat(new PortOwner(8000, OptionalLong.of(4711), "node server.js", true).describe())
                .isEqualTo("port 8000 is already in use by pid 4711 (node server.js)");
    }

    private static ServerSocketChannel listen(String address) throws IOException {
        var family = address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        return ServerSocketChannel.open(family).bind(new InetSocketAddress(address, 0));
    }
}
