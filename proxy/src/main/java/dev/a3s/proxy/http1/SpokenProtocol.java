package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Refused;

/** What an upstream speaks that does not answer in HTTP/1.1, as far as its first bytes show it, and what a developer can do then. */
enum SpokenProtocol {
    TLS("it speaks TLS (https)", "a3s passes on plain HTTP: start it without https, that is without its certificate or"
            + " --https option"),
    HTTP2("it speaks HTTP/2 alone (h2c)", "a3s speaks HTTP/1.1 to services: let it serve that too"),
    REDIS("it speaks the protocol of Redis, not HTTP", SpokenProtocol.BY_ADDRESS),
    MYSQL("it speaks the protocol of MySQL, not HTTP", SpokenProtocol.BY_ADDRESS),
    POSTGRES("it speaks the protocol of PostgreSQL, not HTTP", SpokenProtocol.BY_ADDRESS),
    SSH("it speaks SSH, not HTTP", SpokenProtocol.BY_ADDRESS),
    AMQP("it speaks AMQP, not HTTP", SpokenProtocol.BY_ADDRESS),
    NATS("it speaks the protocol of NATS, not HTTP", SpokenProtocol.BY_ADDRESS),
    MEMCACHED("it speaks the protocol of memcached, not HTTP", SpokenProtocol.BY_ADDRESS),
    MAIL("it greets like a mail or file server (SMTP, FTP, POP3 or IMAP), not like HTTP", SpokenProtocol.BY_ADDRESS);

    /** How many bytes suffice to tell any of these. */
    static final int ENOUGH = 16;

    private static final String BY_ADDRESS = "clients reach it by its address; with health = \"tcp://localhost:<its port>\" in its"
            + " service block a3s shows that in place of a link";

    private final String what;
    private final String remedy;

    SpokenProtocol(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** What is spoken, and what to do: a clause without full stop. */
    String words() {
        return what + "; " + remedy;
    }

    /**
     * Returns if {@code in}, the beginning of a response, may be HTTP/1.x.
     *
     * @throws Refused otherwise; names what is spoken instead
     */
    static void refuseOthers(ByteBuf in) {
        if (in.getByte(in.readerIndex()) != 'H') {
            var first = ByteBufUtil.getBytes(in, in.readerIndex(), Math.min(in.readableBytes(), 64));
            throw Refused.bad(of(first).map(SpokenProtocol::words)
                    .orElseGet(() -> "it does not begin with HTTP/1.1 and a status, but with \""
                            + Quoted.text(first, 0, first.length) + "\""));
        }
    }

    /** The protocol that a server speaks whose first bytes these are; empty if they tell nothing. */
    static Optional<SpokenProtocol> of(byte[] first) {
        if (first.length >= 2 && (first[0] == 0x15 || first[0] == 0x16) && first[1] == 3) {
            return Optional.of(TLS);
        }
        if (first.length >= 9 && (first[3] == 4 || first[3] == 7) && isZero(first, 5, 9)) {
            return Optional.of(HTTP2); // SETTINGS or GOAWAY on stream 0 (RFC 9113 §3.4, §4.1)
        }
        if (first.length >= 5 && isZero(first, 2, 4) && (first[4] == 10 || first[4] == -1)) {
            return Optional.of(MYSQL); // a greeting of protocol 10, or an error, as the connection's first packet
        }
        if (first.length >= 9 && first[0] == 'E' && first[1] == 0 && first[5] == 'S') {
            return Optional.of(POSTGRES);
        }
        return ofText(Ascii.text(first, 0, first.length));
    }

    private static Optional<SpokenProtocol> ofText(String first) {
        if (first.startsWith("SSH-")) {
            return Optional.of(SSH);
        }
        if (first.startsWith("AMQP")) {
            return Optional.of(AMQP);
        }
        if (first.startsWith("INFO {")) {
            return Optional.of(NATS);
        }
        if (first.equals("ERROR\r\n") || first.startsWith("ERROR\r\nERROR")) {
            return Optional.of(MEMCACHED);
        }
        if (first.startsWith("-ERR ") || first.startsWith("-DENIED ") || first.startsWith("-NOAUTH ")) {
            return Optional.of(REDIS);
        }
        return first.matches("(?s)(220[ -]|\\+OK |\\* OK ).*") ? Optional.of(MAIL) : Optional.empty();
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
