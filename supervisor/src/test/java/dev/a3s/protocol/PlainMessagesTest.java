package dev.a3s.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.a3s.json.Json;
import dev.a3s.json.RecordSamples;
import dev.a3s.process.ProcessId;
import dev.a3s.session.naming.SessionSelector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Field by field, messages are written and read as reflection would do it. Every component of every record is tried, so that a
 * component which is added to a record and forgotten in {@link PlainMessages} fails a test.
 */
class PlainMessagesTest {
    private static final Instant TIME = Instant.parse("2026-01-31T14:05:00.012345678Z");

    /** The messages that {@code a3s logs} sends and gets; all others go by reflection. */
    private static final Set<Class<?>> MESSAGES = Set.of(Request.Logs.class, Reply.Services.class, Reply.Lines.class,
            Reply.Failed.class, Reply.Done.class);

    static Stream<Reply> replies() {
        return messages(Reply.class);
    }

    static Stream<Request> requests() {
        return messages(Request.class);
    }

    private static <T> Stream<T> messages(Class<T> type) {
        return Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordSamples::of).map(type::cast);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyIsTheSameJsonAsByReflectionAndIsReadBack(Reply reply) {
        var json = Json.line(reply, Reply.class);
        if (MESSAGES.contains(reply.getClass())) {
            assertThat(PlainMessages.write(reply)).contains(json);
            assertThat(PlainMessages.reply(json)).contains(reply);
        } else {
            assertThat(PlainMessages.write(reply)).isEmpty();
            assertThat(PlainMessages.reply(json)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsTheSameJsonAsByReflection(Request request) {
        boolean isShort = request instanceof Request.Logs logs && logs.resume().isEmpty()
                && logs.session() instanceof SessionSelector.OfFile;
        if (isShort) {
            assertThat(PlainMessages.write(request)).contains(Json.line(request, Request.class));
        } else {
            assertThat(PlainMessages.write(request)).isEmpty();
        }
    }

    @Test
    void everyFieldOfARequestButResumeIsWritten() {
        RecordSamples.of(Request.Logs.class)
                .map(full -> new Request.Logs(SessionSelector.ofFile(Path.of("/a b/A3sfile.hcl")), full.services(),
                        full.last(), full.follow(),
                        Optional.empty(),
                        full.since(), full.grep(), full.longest()))
                .forEach(request -> assertThat(PlainMessages.write(request))
                        .contains(Json.line(request, Request.class)));
    }

    static Stream<SessionRow> sessions() {
        return RecordSamples.of(SessionRow.class);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void aStatusFileIsReadAsItWasWritten(SessionRow session, @TempDir Path dir) throws IOException {
        var home = new RuntimeDir(dir);
        Files.createDirectories(home.status());
        var self = ProcessId.ofThisProcess();
        var written = new StatusFile(System.currentTimeMillis(), DaemonInfo.thisBuild(), self, List.of(self, self),
                List.of(SourceStamp.of(Files.writeString(dir.resolve("A3sfile.hcl"), "dev {}").toString()),
                        SourceStamp.of(dir.toString())),
                session, 3);
        written.write(home);
        assertThat(StatusFile.read(home, SessionSelector.ofFile(session.file()))).contains(written);
    }

    @Test
    void theDaemonsInfoIsReadAsItWasWritten(@TempDir Path dir) {
        var home = new RuntimeDir(dir);
        assertThat(RecordSamples.of(DaemonInfo.class)).allSatisfy(info -> {
            info.write(home);
            assertThat(DaemonInfo.read(home)).contains(info);
        });
    }

    @Test
    void messagesOfOtherCommandsAreLeftToReflection() {
        var resuming = Request.Logs.last(50, SessionSelector.ofFile(Path.of("/p/A3sfile.hcl")), List.of())
                .resuming(new Request.Resume(Map.of("api", 7L), TIME));
        assertThat(PlainMessages.write(resuming)).isEmpty();
        assertThat(PlainMessages.write(Request.Logs.last(50, new SessionSelector.All(), List.of()))).isEmpty();
        assertThat(PlainMessages.write(new Request.DaemonStatus())).isEmpty();
        var daemon = new Reply.Daemon(1, "0", TIME, Path.of("/h"), List.of(), 0, List.of());
        assertThat(PlainMessages.reply(Json.line(daemon, Reply.class))).isEmpty();
        assertThat(PlainMessages.reply("{\"type\":\"Problems\",\"problems\":[{\"a\":1}]}")).isEmpty();
        assertThat(PlainMessages.reply("no JSON")).isEmpty();
    }

    @Test
    void aReplyThatLacksAFieldIsRefusedAndOneWithAnUnknownFieldIsNot() {
        assertThat(PlainMessages.reply("{\"type\":\"Done\",\"exit\":1,\"later\":[\"x\"],\"more\":null}"))
                .contains(new Reply.Done(1));
        assertThatThrownBy(() -> PlainMessages.reply("{\"type\":\"Done\"}")).isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> PlainMessages.reply("{\"type\":\"Done\",\"exit\":\"soon\"}"))
                .isInstanceOf(Json.Malformed.class);
    }
}
