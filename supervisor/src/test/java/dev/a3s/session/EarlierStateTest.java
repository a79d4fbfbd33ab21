package dev.a3s.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.process.Exit;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.session.SessionState.ServiceRecord;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** A state.json that a3s wrote before it had versions, recorded while its services did what their names say. */
class EarlierStateTest {
    @TempDir
    Path dir;

    private String recorded;

    @BeforeEach
    void theRecordedFile() throws IOException {
        try (var in = EarlierStateTest.class.getResourceAsStream("state-without-version.json")) {
            recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("PROJECT", dir.resolve("project").toString()).replace("HOME", dir.toString());
        }
    }

    private SessionState read(String json) throws IOException {
        Files.writeString(dir.resolve("state.json"), json);
        return ((StateFile.Found.Whole) StateFile.read(dir)).state();
    }

    private ServiceRecord service(String name) throws IOException {
        return read(recorded).services().get(name);
    }

    @Test
    void whatRunsIsFoundAgain() throws IOException {
        var lives = service("lives");
        assertThat(lives.phase()).isEqualTo(Phase.READY);
        assertThat(lives.reason()).isEmpty();
        assertThat(lives.runDir()).isPresent();
        assertThat(lives.history()).extracting(Moment::phase).containsExactly(Phase.STARTING, Phase.READY);
        assertThat(lives.history().getFirst().reason()).contains(new Reason.Noted("a3s up"));
        assertThat(read(recorded).name()).isEqualTo("left");
        assertThat(read(recorded).file().services()).containsKeys("lives", "held", "sleeper");
    }

    @Test
    void exitsAreReadAsValues() throws IOException {
        assertThat(service("crashed").lastExit()).contains(new Exit.Code(3));
        assertThat(service("crashed").reason()).contains(new Reason.Ended(new Exit.Code(3)));
        assertThat(service("crashed").phase()).isEqualTo(Phase.BACKING_OFF);
        assertThat(service("killed").lastExit()).contains(new Exit.Signalled(9, "SIGKILL"));
        assertThat(service("killed").phase()).isEqualTo(Phase.FAILED);
        assertThat(service("done").reason()).contains(new Reason.Ended(new Exit.Code(0)));
        assertThat(service("migrate").phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void anExitThatNobodySawIsUnknown() throws IOException {
        recorded = recorded.replace("\"killed by SIGKILL\"", "\"ended, exit code unknown: it was cut short\"");
        assertThat(service("killed").lastExit()).contains(new Exit.Unknown("it was cut short"));
    }

    @Test
    void whatFollowsAStopIsKept() throws IOException {
        for (var next : new Next[]{new Next.Again(reason()), new Next.Rest(reason()), new Next.GiveUp(reason()),
            new Next.Doze(reason()), new Next.Done(reason()), new Next.Leave(reason())}) {
            var stopping = recorded.replace("\"next\": null",
                    "\"next\": \"" + next.getClass().getSimpleName() + "\"");
            assertThat(read(stopping).services().get("killed").next()).contains(next);
        }
        var later = recorded.replace("\"next\": null", "\"next\": \"Later\"");
        assertThat(read(later).services().get("killed").next().orElseThrow()).isInstanceOf(Next.Later.class);
    }

    private static Reason reason() {
        return new Reason.Ended(new Exit.Signalled(9, "SIGKILL"));
    }

    @Test
    void whatThisVersionWritesIsReadAsItIs() throws IOException {
        var state = read(recorded);
        StateFile.write(state, dir);
        assertThat(Optional.of(((StateFile.Found.Whole) StateFile.read(dir)).state())).isEqualTo(Optional.of(state));
    }
}
