package dev.a3s.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.a3s.json.Json;
import dev.a3s.session.naming.SessionSelector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written and read by hand is what reflection would have written and read. */
class PlainMessagesTest {
    private static final Instant TIME = Instant.parse("2026-01-31T14:05:00.012345678Z");
    private static final String ODD = "\"\\ \t\u0000\u0007\u2028<b>&'= é 🙂 \u001b[31m";

    static List<Reply> repliesOfLogs() {
        return List.of(new Reply.Services(List.of()), new Reply.Services(List.of("api", "db")),
                new Reply.Lines("api", 1L << 40, TIME, true, "err", false, List.of("", ODD)),
                new Reply.Lines("api", 0, Instant.EPOCH, false, "out", true, List.of("/w==")),
                new Reply.News(ODD), new Reply.Failed(ODD), new Reply.Done(3));
    }

    @ParameterizedTest
    @MethodSource("repliesOfLogs")
    void aReplyIsTheSameJsonAndIsReadBack(Reply reply) {
        var json = PlainMessages.write(reply).orElseThrow();
        assertThat(json).isEqualTo(Json.line(reply, Reply.class));
        assertThat(PlainMessages.reply(json)).contains(reply);
    }

    static List<Request.Logs> requests() {
        var last = Request.Logs.last(50, SessionSelector.ofFile(Path.of("/a b/A3sfile.hcl")), List.of());
        return List.of(last, last.following(),
                new Request.Logs(last.session(), List.of("api", "db"), Integer.MAX_VALUE, false, Optional.empty(),
                        Optional.of(TIME), Optional.of(ODD)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsTheSameJson(Request.Logs request) {
        assertThat(PlainMessages.write(request)).contains(Json.line(request, Request.class));
    }

    @Test
    void whatHasObjectsInItIsLeftToReflection() {
        var resuming = Request.Logs.last(50, SessionSelector.ofFile(Path.of("/p/A3sfile.hcl")), List.of())
                .resuming(new Request.Resume(Map.of("api", 7L), TIME));
        assertThat(PlainMessages.write(resuming)).isEmpty();
        assertThat(PlainMessages.write(Request.Logs.last(50, new SessionSelector.All(), List.of()))).isEmpty();
        assertThat(PlainMessages.write(new Request.DaemonStatus())).isEmpty();
        var daemon = new Reply.Daemon(1, "0", TIME, Path.of("/h"), List.of(), 0);
        assertThat(PlainMessages.reply(Json.line(daemon, Reply.class))).isEmpty();
        assertThat(PlainMessages.reply("{\"type\":\"Problems\",\"problems\":[{\"a\":1}]}")).isEmpty();
        assertThat(PlainMessages.reply("no JSON")).isEmpty();
    }

    @Test
    void aReplyThatLacksSomethingIsRefusedAndOneThatHasMoreIsNot() {
        assertThat(PlainMessages.reply("{\"type\":\"Done\",\"exit\":1,\"later\":[\"x\"],\"more\":null}"))
                .contains(new Reply.Done(1));
        assertThatThrownBy(() -> PlainMessages.reply("{\"type\":\"Done\"}")).isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> PlainMessages.reply("{\"type\":\"Done\",\"exit\":\"soon\"}"))
                .isInstanceOf(Json.Malformed.class);
    }
}
