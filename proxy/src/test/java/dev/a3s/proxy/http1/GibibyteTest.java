package dev.a3s.proxy.http1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.a3s.proxy.server.ProxyProcess;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/** A body of a gibibyte either way, through a proxy that has far less memory and takes next to nothing of it. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class GibibyteTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final long WARM_UP = GIBIBYTE / 8;
    private static final long GROWTH = 16L << 20;
    private static final byte[] BLOCK = new byte[256 * 1024];
    /** The heap has its full size from the start, so that growth comes from bodies alone. */
    private static final List<String> LITTLE = List.of("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC",
            "-XX:MaxDirectMemorySize=24m", "-XX:TieredStopAtLevel=1", "-Dio.netty.leakDetection.level=disabled");

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProxyGrowsByLessThan16MbWithIt() throws Exception {
        try (var upstream = RecordingUpstream.startStreaming(GibibyteTest::answer);
                var proxy = ProxyProcess.start(upstream.port(), LITTLE)) {
            download(proxy, WARM_UP);
            upload(proxy, WARM_UP);
            long before = proxy.resident();
            download(proxy, GIBIBYTE);
            assertThat(proxy.resident() - before).as("growth with a download").isLessThan(GROWTH);
            upload(proxy, GIBIBYTE);
            assertThat(proxy.resident() - before).as("growth with an upload as well").isLessThan(GROWTH);
            assertThat(proxy.lives()).isTrue();
        }
    }

    /** Gets as many bytes as the target says, or takes as many as are posted. */
    private static void answer(RecordingUpstream.Request request, RecordingUpstream.Wire wire) throws IOException {
        if (request.line().startsWith("POST")) {
            take(wire.in(), Long.parseLong(request.field("content-length")));
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        } else {
            long size = Long.parseLong(request.line().split("[/ ]", -1)[2]);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            give(wire.out(), size);
        }
    }

    private static void download(ProxyProcess proxy, long size) throws IOException {
        try (var client = RawClient.to(proxy.port())) {
            client.send("GET /" + size + " HTTP/1.1\r\nHost: web.localhost\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            take(client.in(), size);
        }
    }

    private static void upload(ProxyProcess proxy, long size) throws IOException {
        try (var client = RawClient.to(proxy.port())) {
            client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: " + size + "\r\n\r\n");
            give(client.socket().getOutputStream(), size);
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    private static void give(OutputStream out, long size) throws IOException {
        for (long given = 0; given < size; given += BLOCK.length) {
            out.write(BLOCK);
        }
    }

    private static void take(InputStream in, long size) throws IOException {
        var block = new byte[BLOCK.length];
        for (long taken = 0; taken < size;) {
            int n = in.read(block);
            assertThat(n).as("bytes after %s of %s", taken, size).isPositive();
            taken += n;
        }
    }
}
