package dev.a3s.proxy.http1;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.a3s.proxy.Exchange;
import dev.a3s.proxy.Localhost;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.WaitingRoom;
import dev.a3s.proxy.Worker;
import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Authority;
import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.RequestHead;
import dev.a3s.proxy.message.ResponseHead;
import dev.a3s.proxy.message.TunnelEnd;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A relay carries exchanges for a client's side that has no socket, as a stream has none. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class DownstreamTest {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Routes routes = new Routes();
    private EventLoop executor;
    private Loop loop;

    @BeforeEach
    void start() {
        executor = group.next();
        var settings = new ProxySettings("127.0.0.1", 0, exchanges::add);
        var worker = new Worker(executor, settings, routes, new WaitingRoom(settings.waitingTime()),
                Thread::startVirtualThread, System::nanoTime, "a3s-test");
        loop = new Loop(executor, worker, new Bootstrap().group(executor)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new UpstreamConnection());
                    }
                }), 4);
        routes.onReplace(loop::routesReplaced);
    }

    @AfterEach
    void stop() {
        loop.stop();
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void web(RecordingUpstream upstream) {
        routes.replace(List.of(ProxyFixture.route("web", ProxyFixture.forward(upstream.port()))));
    }

    /** A client's side that sends one request and records what comes. On the event loop. */
    private final class Stream implements Downstream {
        private final List<String> got = new CopyOnWriteArrayList<>();
        private final List<String> body = new CopyOnWriteArrayList<>();
        private final Relay relay;
        private volatile boolean writable = true;
        private TunnelEnd upstream;

        Stream(String request, Framing framing) {
            var head = RequestHead.read(Ascii.bytes(request));
            relay = new Relay(loop, this, new RelayedRequest(head, framing, Authority.of(head),
                    new Forwarded(new InetSocketAddress(Localhost.V4, 1))));
        }

        Stream start() {
            executor.execute(relay::start);
            return this;
        }

        String got() {
            return String.join("", got);
        }

        Stream sending(String... pieces) {
            body.addAll(List.of(pieces));
            return this;
        }

        void setWritable(boolean now) {
            executor.execute(() -> {
                writable = now;
                relay.clientWritable(now);
            });
        }

        @Override
        public void resume() {
            while (!body.isEmpty() && relay.takesBody()) {
                relay.requestBody(buffer(body.removeFirst()));
                if (body.isEmpty()) {
                    relay.requestEnd(Optional.empty());
                }
            }
            relay.flushToUpstream();
        }

        @Override
        public boolean isReading() {
            return false;
        }

        @Override
        public boolean takesChunks() {
            return false;
        }

        @Override
        public void interim(ResponseHead head) {
            got.add(head.status() + " ");
        }

        @Override
        public void begin(ResponseHead head, Framing framing, ByteBuf whole) {
            got.add(head.status() + ":");
            if (whole != null) {
                body(whole);
            }
        }

        @Override
        public void body(ByteBuf piece) {
            got.add(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }

        @Override
        public void end(Optional<FieldSection> trailer) {
            got.add(trailer.map(fields -> "[" + fields.value(0) + "]").orElse("") + " end");
        }

        @Override
        public void answer(ResponseHead head, byte[] page) {
            got.add("own " + head.status());
        }

        @Override
        public void stream(ResponseHead head) {
            throw new AssertionError("no page asked for events");
        }

        @Override
        public void flush() {}

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public long unsent() {
            return writable ? 0 : 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void abort() {
            got.add(" aborted");
        }

        @Override
        public void release() {
            got.add(" released");
        }

        @Override
        public TunnelEnd upgrade(ResponseHead head) {
            got.add(head.status() + ":");
            return new TunnelEnd() {
                @Override
                public void write(ByteBuf bytes) {
                    body(bytes);
                }

                @Override
                public void flush() {}

                @Override
                public boolean isWritable() {
                    return writable;
                }

                @Override
                public void read(boolean wanted) {}

                @Override
                public void endOutput() {
                    got.add(" ended");
                }

                @Override
                public void close() {
                    got.add(" closed");
                }
            };
        }

        @Override
        public void tunnel(TunnelEnd end, LongConsumer ended) {
            upstream = end;
            upstream.write(buffer("ping"));
            upstream.flush();
            ended.accept(4);
        }

        @Override
        public int port() {
            return 443;
        }
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(Ascii.bytes(text));
    }

    private static void awaitThat(Stream stream, String expected) {
        await().untilAsserted(() -> assertThat(stream.got()).isEqualTo(expected));
    }

    @Test
    void anAnswerInChunksComesAsContentAndTrailer() {
        try (var upstream = RecordingUpstream.answering("HTTP/1.1 103 Early\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: last\r\n\r\n")) {
            web(upstream);
            var stream = new Stream("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n", Framing.NONE).start();
            awaitThat(stream, "103 200:abcde[last] end released");
            assertThat(exchanges).singleElement().extracting(Exchange::end).isEqualTo(Exchange.End.ANSWERED);
        }
    }

    @Test
    void aBodyPassesAndAClientThatIsNotWritableHoldsTheAnswerBack() {
        try (var upstream = RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n");
            wire.out().write(new byte[400_000]);
        })) {
            web(upstream);
            var stream = new Stream("POST / HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
                    Framing.CHUNKED).sending("2\r\nhi\r\n", "1\r\n!\r\n");
            stream.writable = false;
            stream.start();
            await("it is asked").until(() -> upstream.requests().size() == 1);
            assertThat(upstream.only().body()).isEqualTo("2\r\nhi\r\n1\r\n!\r\n0\r\n\r\n");
            assertThat(stream.got()).isEmpty();
            stream.setWritable(true);
            await("all of it").until(() -> stream.got().endsWith(" end released"));
            assertThat(stream.got()).hasSizeGreaterThan(400_000);
        }
    }

    @Test
    void aStreamThatIsResetCancelsItsRequest() {
        try (var upstream = RecordingUpstream.start((_, wire) -> wire.in().read())) {
            web(upstream);
            var stream = new Stream("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n", Framing.NONE).start();
            await("it is asked").until(() -> upstream.requests().size() == 1);
            executor.execute(stream.relay::clientGone);
            await("the upstream notices").until(() -> upstream.openConnections() == 0);
            assertThat(exchanges).singleElement().extracting(Exchange::status).isEqualTo(499);
            assertThat(stream.got()).isEmpty();
        }
    }

    @Test
    void anAnswerThatBreaksOffAborts() {
        try (var upstream = RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
            wire.close();
        })) {
            web(upstream);
            awaitThat(new Stream("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n", Framing.NONE).start(),
                    "200:ab aborted");
        }
    }

    @Test
    void aNameThatNobodyServesIsAnsweredByTheProxy() {
        awaitThat(new Stream("GET / HTTP/1.1\r\nHost: no.localhost\r\n\r\n", Framing.NONE).start(), "own 404 released");
    }

    @Test
    void anUpgradeMakesTheStreamOneEndOfATunnel() {
        try (var upstream = RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nfirst ");
            wire.out().write(wire.in().readNBytes(4));
            wire.close();
        })) {
            web(upstream);
            var stream = new Stream(
                    "GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
                    Framing.NONE).start();
            await("the upstream's end").until(() -> stream.got().startsWith("101:first ping ended"));
            executor.execute(() -> stream.upstream.close());
            await("recorded").until(() -> exchanges.size() == 1);
            assertThat(exchanges.getFirst().responseBytes()).isEqualTo(10);
        }
    }
}
