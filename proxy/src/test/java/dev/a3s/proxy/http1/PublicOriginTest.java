package dev.a3s.proxy.http1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service learns of its public name and port, and what becomes of its own where it names that in an answer. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class PublicOriginTest {
    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Location|http://127.0.0.1:PORT/x?y=1#z|http://web.localhost:7080/x?y=1#z",
        "Location|http://localhost:PORT|http://web.localhost:7080",
        "location|HTTP://LOCALHOST:PORT/|http://web.localhost:7080/",
        "Location|https://[::1]:PORT/x|http://web.localhost:7080/x",
        "Content-Location|http://0.0.0.0:PORT/x|http://web.localhost:7080/x",
        "Refresh|0; url=http://127.0.0.1:PORT/x|0; url=http://web.localhost:7080/x",
        "Refresh|5;URL='http://127.0.0.1:PORT/x'|5;URL='http://web.localhost:7080/x'",
        "Location|/x|/x", "Location|http://127.0.0.1:PORT1/x|http://127.0.0.1:PORT1/x",
        "Location|http://example.com:PORT/x|http://example.com:PORT/x",
        "Location|/login?next=http://127.0.0.1:PORT/x|/login?next=http://127.0.0.1:PORT/x",
        "X-Other|http://127.0.0.1:PORT/x|http://127.0.0.1:PORT/x"})
    void aUrlThatNamesTheServicesOwnPortIsMappedToItsPublicOne(String field, String sent, String received) {
        var upstream = proxy.web(RecordingUpstream.start((_,
                wire) -> wire.send("HTTP/1.1 302 Found\r\nA: b\r\n" + field + ": "
                        + sent.replace("PORT", Integer.toString(wire.socket().getLocalPort()))
                        + "\r\nContent-Length: 2\r\n\r\nok")));
        var answer = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost:7080\r\n\r\n").read();
        assertThat(answer.field(field.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(received.replace("PORT", Integer.toString(upstream.port())));
        assertThat(answer.field("a")).isEqualTo("b");
        assertThat(answer.body()).isEqualTo("ok");
    }

    @Test
    void behindATunnelTheOriginIsTheTunnels() {
        proxy.web(RecordingUpstream.start((_, wire) -> wire.send("HTTP/1.1 302 Found\r\nLocation: http://localhost:"
                + wire.socket().getLocalPort() + "/x\r\nContent-Length: 0\r\n\r\n")));
        var answer = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: shop.example\r\n\r\n").read();
        assertThat(answer.field("location")).isEqualTo("https://shop.example/x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "web.localhost:7080||7080|for=127.0.0.1;host=\"web.localhost:7080\";proto=http",
        "web.localhost||80|for=127.0.0.1;host=\"web.localhost\";proto=http",
        "web.localhost|X-Forwarded-Proto: https|443|for=127.0.0.1;host=\"web.localhost\";proto=https",
        "web.localhost:7080|X-Forwarded-Host: a.example~X-Forwarded-Proto: https|443|for=127.0.0.1;host=\"a.example\";proto=https",
        "web.localhost:7080|X-Forwarded-Host: a.example:81, b.example|81|for=127.0.0.1;host=\"a.example:81\";proto=http",
        "web.localhost:7080|X-Forwarded-Port: 8443|8443|for=127.0.0.1;host=\"web.localhost:7080\";proto=http",
        "web.localhost|X-Forwarded-Host: a\\\"b|80|for=127.0.0.1;host=\"a\\\\\\\"b\";proto=http"})
    void forwardedSaysWhatTheFieldsOfItsKindSay(String host, String fields, String port, String forwarded) {
        var upstream = proxy.web(RecordingUpstream.ok());
        proxy.client().send("GET / HTTP/1.1\r\nHost: " + host + "\r\n"
                + (fields == null ? "" : fields.replace("~", "\r\n") + "\r\n") + "\r\n").read();
        assertThat(upstream.only().field("x-forwarded-port")).isEqualTo(port);
        assertThat(upstream.only().field("forwarded")).isEqualTo(forwarded);
    }
}
