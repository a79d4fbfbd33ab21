package dev.a3s.proxy.page;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Unserved;
import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.RequestHead;
import dev.a3s.proxy.server.ProxyFixture;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class ErrorPageTest {

    @Test
    void coloursOfALogBecomeSpansAndTheRestIsEscaped() {
        assertThat(AnsiHtml.render(
                List.of("\u001b[1;31mfail\u001b[0m <script>&\"'", "\u001b[38;5;196mx\u001b[39;48;2;1;2;3my\u001b[m z")))
                .isEqualTo("<span style=\"color:#ff7b72;font-weight:700;\">fail</span> &lt;script&gt;&amp;&quot;&#39;\n"
                        + "<span style=\"color:#ff0000;\">x</span><span style=\"background:#010203;\">y</span> z\n");
    }

    @Test
    void otherSequencesVanishAndAColourGoesOnOverLines() {
        assertThat(AnsiHtml.render(
                List.of("\u001b]0;title\u0007\u001b[2K\u001b[32mgreen\u0000\u001b(B", "still\u001b[0m")))
                .isEqualTo(
                        "<span style=\"color:#7ee787;\">green</span>\n<span style=\"color:#7ee787;\">still</span>\n");
        assertThat(AnsiHtml.strip("\u001b[31ma\u001b]8;;http://x\u001b\\b\u001b[999999999999mc\tz\u009b"))
                .isEqualTo("abc\tz");
    }

    @Test
    void malformedSequencesDoNoHarm() {
        for (var odd : List.of("\u001b", "\u001b[", "\u001b[38", "\u001b[38;5m", "\u001b[38;2;1m", "\u001b[;;;m",
                "\u001b[38;5;999m.")) {
            assertThat(AnsiHtml.render(List.of(odd + "x<"))).as(odd).contains("&lt;").doesNotContain("\u001b");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"text/html,application/xhtml+xml;q=0.9|HTML", "*/*|TEXT", "''|TEXT",
        "application/json|JSON", "application/problem+json|JSON", "text/html;q=0, application/json|JSON",
        "TEXT/HTML|HTML",
        "text/plain|TEXT"})
    void theFormIsWhatTheClientAccepts(String accept, PageFormat format) {
        var head = RequestHead.read(Ascii.bytes("GET / HTTP/1.1\r\nAccept: " + accept + "\r\n\r\n"));
        assertThat(PageFormat.of(head.fields())).isEqualTo(format);
    }

    @Test
    void aPageNeedsNothingFromElsewhere() {
        var html = new String(
                PageRenderer.render(ErrorPage.of(new Unserved.OutOfService(ProxyFixture.report("<web>"))),
                        PageFormat.HTML, ":1"),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(html).doesNotContain("src=", "http://", "https://", "<web>")
                .contains("prefers-color-scheme: dark", "&lt;web&gt;");
    }

    @Test
    void jsonIsEscaped() {
        var report = new ServiceReport("we\"b", "p", "failed", "a\\b\nc\u2028", List.of("\u001b[1mx\u0001\ud800"),
                List.of());
        assertThat(new String(PageRenderer.render(ErrorPage.of(new Unserved.OutOfService(report)), PageFormat.JSON, ""),
                java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"we\\\"b: failed\"", "a\\\\b\\u000ac", "\"log\":[\"x\\ud800\"]");
    }
}
