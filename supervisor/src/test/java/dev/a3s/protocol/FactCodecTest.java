package dev.a3s.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.a3s.json.Json;
import dev.a3s.process.Exit;
import dev.a3s.status.Health;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** Every reason, exit, phase and health goes through the status file and through JSON unchanged. */
class FactCodecTest {
    private static final List<Exit> EXITS = List.of(new Exit.Code(7), new Exit.Signalled(9, "SIGKILL"),
            new Exit.Unknown("it was cut short"));

    /** At least one reason of each type; {@link #everyTypeOfReasonIsTried} sees to it. */
    private static List<Reason> reasons() {
        var inner = new Reason.Ended(EXITS.getFirst());
        var reasons = new ArrayList<Reason>(Arrays.asList(Reason.Event.values()));
        EXITS.forEach(exit -> reasons.add(new Reason.Ended(exit)));
        for (var kind : Reason.Limit.Kind.values()) {
            reasons.add(new Reason.GaveUp(EXITS.get(1), new Reason.Limit(kind, 3)));
        }
        reasons.addAll(List.of(new Reason.FilesChanged("src/ü.js", 2), new Reason.Again(inner),
                new Reason.NotReadyInTime(Duration.ofMillis(1500), "refused"), new Reason.NotReadyYet("refused"),
                new Reason.ProbeFailed("answered 500"), new Reason.Unhealthy(new Reason.ProbeFailed("answered 500")),
                new Reason.Unused(Duration.ofMinutes(15)), new Reason.NotLaunched("port 1 is taken"),
                new Reason.Survived("pid 1"), new Reason.ReloadFailed(inner), new Reason.Reloading(inner),
                new Reason.Held("db", Phase.BACKING_OFF, Optional.of(inner)),
                new Reason.Held("db", Phase.STARTING, Optional.empty()), new Reason.ListensElsewhere(5174, 5173),
                new Reason.SessionEnded("step deps failed"), new Reason.Fault("null"), new Reason.Noted("a3s up"),
                new Reason.HeldBack("web", new Reason.FilesChanged("src/a.js", 1)),
                new Reason.VariablesChanged(List.of(".env")), new Reason.Sparing(inner, List.of("pid 7 (tmux)")),
                new Reason.Sparing(Reason.Event.DOWN, List.of())));
        return reasons;
    }

    @Test
    void everyTypeOfReasonIsTried() {
        assertThat(reasons().stream().map(Object::getClass).distinct().toList())
                .containsExactlyInAnyOrder(Reason.class.getPermittedSubclasses());
        assertThat(EXITS.stream().map(Object::getClass).toList())
                .containsExactlyInAnyOrder(Exit.class.getPermittedSubclasses());
    }

    @Test
    void reasonsComeThroughTheStatusFile() throws IOException {
        for (var reason : reasons()) {
            var in = written(out -> FactCodec.write(Optional.of(reason), out));
            assertThat(FactCodec.reason(in)).contains(reason);
            assertThat(in.available()).as("bytes left of %s", reason).isZero();
        }
        assertThat(FactCodec.reason(written(out -> FactCodec.write(Optional.<Reason>empty(), out)))).isEmpty();
    }

    @Test
    void exitsPhasesAndHealthComeThroughTheStatusFile() throws IOException {
        for (var exit : EXITS) {
            assertThat(FactCodec.exit(written(out -> FactCodec.writeExit(Optional.of(exit), out)))).contains(exit);
        }
        for (var phase : Phase.values()) {
            assertThat(FactCodec.phase(written(out -> FactCodec.write(phase, out)))).isEqualTo(phase);
        }
        for (var health : Health.values()) {
            assertThat(FactCodec.health(written(out -> FactCodec.write(health, out)))).isEqualTo(health);
        }
    }

    @Test
    void reasonsComeThroughJson() {
        for (var reason : reasons()) {
            assertThat(Json.read(Json.line(reason, Reason.class), Reason.class)).isEqualTo(reason);
        }
        assertThat(Json.line(Reason.Event.KILL, Reason.class)).isEqualTo("{\"type\":\"Event\",\"value\":\"KILL\"}");
        assertThat(Json.line(Phase.BACKING_OFF, Phase.class)).isEqualTo("\"backing-off\"");
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static DataInputStream written(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
