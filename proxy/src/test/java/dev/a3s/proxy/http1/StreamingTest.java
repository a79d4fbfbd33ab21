package dev.a3s.proxy.http1;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class StreamingTest {
    private static final long SIZE = 512L * 1024 * 1024;

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @Test
    void eventsArriveOneByOneAsTheyAreSent() throws Exception {
        var ticks = new SynchronousQueue<String>();
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 50; i++) {
                var event = ticks.take();
                wire.send(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
            }
            wire.close();
        }));
        var client = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/event-stream\r\n\r\n");
        client.readHead();
        for (int i = 0; i < 50; i++) {
            var event = "data: " + i + "\n\n";
            ticks.put(event);
            assertThat(client.readText(event.length() + 5)).contains(event);
        }
    }

    @Test
    void requestAndResponseMayStreamAtTheSameTime() {
        proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String line;
            do {
                line = wire.readLine();
                wire.send(line + "\r\n");
                wire.send(wire.readLine() + "\r\n");
            } while (!line.equals("0"));
        }));
        var client = proxy.client();
        client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.readHead();
        for (int i = 0; i < 20; i++) {
            assertThat(client.send("1\r\nx\r\n").readText(6)).isEqualTo("1\r\nx\r\n");
        }
        assertThat(client.send("0\r\n\r\n").readText(5)).isEqualTo("0\r\n\r\n");
        assertThat(client.send("GET / HTTP/1.1\r\nHost: no.localhost\r\n\r\n").read().status()).isEqualTo(404);
    }

    @Test
    void aBigDownloadNeedsLittleMemory() throws Exception {
        withoutPerBufferBookkeeping(() -> {
            proxy.web(RecordingUpstream.start((_, wire) -> {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
                var block = new byte[256 * 1024];
                for (long sent = 0; sent < SIZE; sent += block.length) {
                    wire.out().write(block);
                }
            }));
            var client = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n");
            client.readHead();
            Thread.sleep(300); // a reader that is late
            long most = 0;
            var block = new byte[256 * 1024];
            long read = 0;
            while (read < SIZE) {
                read += client.in().read(block);
                most = Math.max(most, directMemory());
            }
            assertThat(read).isEqualTo(SIZE);
            assertThat(most).as("bytes in buffers").isLessThan(24L * 1024 * 1024);
        });
    }

    @Test
    void aBigUploadNeedsLittleMemory() throws Exception {
        withoutPerBufferBookkeeping(() -> {
            var most = new AtomicLong();
            proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
                Thread.sleep(300); // a reader that is late
                var block = new byte[256 * 1024];
                for (long read = 0; read < SIZE;) {
                    read += wire.in().read(block);
                    most.accumulateAndGet(directMemory(), Math::max);
                }
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }));
            var client = proxy.client();
            client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: " + SIZE + "\r\n\r\n");
            var out = client.socket().getOutputStream();
            var block = new byte[256 * 1024];
            for (long sent = 0; sent < SIZE; sent += block.length) {
                out.write(block);
            }
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(most.get()).as("bytes in buffers").isLessThan(24L * 1024 * 1024);
        });
    }

    private interface Body {
        void run() throws Exception;
    }

    /** Following each of a million buffers would take longer than moving them; they are counted here, not followed. */
    private static void withoutPerBufferBookkeeping(Body body) throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        try {
            body.run();
        } finally {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        }
    }

    private static long directMemory() {
        return ((io.netty.buffer.ByteBufAllocatorMetricProvider) io.netty.buffer.ByteBufAllocator.DEFAULT).metric()
                .usedDirectMemory();
    }
}
