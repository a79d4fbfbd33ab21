package dev.a3s.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.process.Exit;
import dev.a3s.status.Changes;
import dev.a3s.status.Changes.OtherVariables;
import dev.a3s.status.Drift;
import dev.a3s.status.Health;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * Writes phases, health, reasons, exits and drift as bytes: a byte for the type, then its fields in order. Bytes are read only by
 * the build that wrote them, so the numbers of types may change. The reader does without switches over types, for which a JVM
 * generates classes that no class archive (CDS) can hold.
 */
@SuppressWarnings("EnumOrdinal") // written and read by one build
final class FactCodec {
    private static final int NONE = -1;
    private static final Phase[] PHASES = Phase.values();
    private static final Health[] HEALTH = Health.values();
    private static final Reason.Event[] EVENTS = Reason.Event.values();
    private static final Reason.Limit.Kind[] LIMITS = Reason.Limit.Kind.values();

    private FactCodec() {}

    static void write(Phase phase, DataOutputStream out) throws IOException {
        out.writeByte(phase.ordinal());
    }

    static Phase phase(DataInputStream in) throws IOException {
        return PHASES[in.readByte()];
    }

    static void write(Health health, DataOutputStream out) throws IOException {
        out.writeByte(health.ordinal());
    }

    static Health health(DataInputStream in) throws IOException {
        return HEALTH[in.readByte()];
    }

    static void writeExit(Optional<Exit> exit, DataOutputStream out) throws IOException {
        if (exit.isEmpty()) {
            out.writeByte(NONE);
            return;
        }
        switch (exit.get()) {
            case Exit.Code(int code) -> {
                out.writeByte(0);
                out.writeInt(code);
            }
            case Exit.Signalled(int signal, var name) -> {
                out.writeByte(1);
                out.writeInt(signal);
                text(name, out);
            }
            case Exit.Unknown(var why) -> {
                out.writeByte(2);
                text(why, out);
            }
        }
    }

    static Optional<Exit> exit(DataInputStream in) throws IOException {
        int type = in.readByte();
        return type == NONE ? Optional.empty() : Optional.of(switch (type) {
            case 0 -> new Exit.Code(in.readInt());
            case 1 -> new Exit.Signalled(in.readInt(), text(in));
            case 2 -> new Exit.Unknown(text(in));
            default -> throw new IOException("no exit of type " + type);
        });
    }

    static void write(Optional<Reason> reason, DataOutputStream out) throws IOException {
        if (reason.isEmpty()) {
            out.writeByte(NONE);
            return;
        }
        switch (reason.get()) {
            case Reason.Event event -> type(0, out).writeByte(event.ordinal());
            case Reason.FilesChanged(var file, int more) -> text(file, type(1, out)).writeInt(more);
            case Reason.Ended(var exit) -> writeExit(Optional.of(exit), type(2, out));
            case Reason.GaveUp(var exit, var limit) -> {
                writeExit(Optional.of(exit), type(3, out));
                out.writeByte(limit.kind().ordinal());
                out.writeInt(limit.count());
            }
            case Reason.Again(var before) -> write(Optional.of(before), type(4, out));
            case Reason.NotReadyInTime(var within, var problem) ->
                text(problem, duration(within, type(5, out)));
            case Reason.NotReadyYet(var problem) -> text(problem, type(6, out));
            case Reason.ProbeFailed(var problem) -> text(problem, type(7, out));
            case Reason.Unhealthy(var because) -> write(Optional.of(because), type(8, out));
            case Reason.Unused(var idle) -> duration(idle, type(9, out));
            case Reason.NotLaunched(var problem) -> text(problem, type(10, out));
            case Reason.Survived(var left) -> text(left, type(11, out));
            case Reason.ReloadFailed(var because) -> write(Optional.of(because), type(12, out));
            case Reason.Reloading(var cause) -> write(Optional.of(cause), type(13, out));
            case Reason.Held(var on, var phase, var because) -> {
                write(phase, text(on, type(14, out)));
                write(because, out);
            }
            case Reason.ListensElsewhere(int port, int expected) -> {
                type(15, out).writeInt(port);
                out.writeInt(expected);
            }
            case Reason.SessionEnded(var problem) -> text(problem, type(16, out));
            case Reason.Fault(var message) -> text(message, type(17, out));
            case Reason.Noted(var noted) -> text(noted, type(18, out));
            case Reason.Sparing(var because, var processes) -> {
                write(Optional.of(because), type(20, out));
                texts(processes, out);
            }
            case Reason.HeldBack(var service, Reason.FilesChanged(var file, int more)) ->
                text(file, text(service, type(19, out))).writeInt(more);
            case Reason.VariablesChanged(var sources) -> texts(sources, type(21, out));
        }
    }

    static Optional<Reason> reason(DataInputStream in) throws IOException {
        int type = in.readByte();
        return type == NONE ? Optional.empty() : Optional.of(switch (type) {
            case 0 -> EVENTS[in.readByte()];
            case 1 -> new Reason.FilesChanged(text(in), in.readInt());
            case 2 -> new Reason.Ended(someExit(in));
            case 3 -> new Reason.GaveUp(someExit(in), new Reason.Limit(LIMITS[in.readByte()], in.readInt()));
            case 4 -> new Reason.Again(some(in));
            case 5 -> new Reason.NotReadyInTime(duration(in), text(in));
            case 6 -> new Reason.NotReadyYet(text(in));
            case 7 -> new Reason.ProbeFailed(text(in));
            case 8 -> new Reason.Unhealthy(some(in));
            case 9 -> new Reason.Unused(duration(in));
            case 10 -> new Reason.NotLaunched(text(in));
            case 11 -> new Reason.Survived(text(in));
            case 12 -> new Reason.ReloadFailed(some(in));
            case 13 -> new Reason.Reloading(some(in));
            case 14 -> new Reason.Held(text(in), phase(in), reason(in));
            case 15 -> new Reason.ListensElsewhere(in.readInt(), in.readInt());
            case 16 -> new Reason.SessionEnded(text(in));
            case 17 -> new Reason.Fault(text(in));
            case 18 -> new Reason.Noted(text(in));
            case 19 -> new Reason.HeldBack(text(in), new Reason.FilesChanged(text(in), in.readInt()));
            case 20 -> new Reason.Sparing(some(in), texts(in));
            case 21 -> new Reason.VariablesChanged(texts(in));
            default -> throw new IOException("no reason of type " + type);
        });
    }

    static void writeDrift(Optional<Drift> drift, DataOutputStream out) throws IOException {
        if (drift.isEmpty()) {
            out.writeByte(NONE);
            return;
        }
        switch (drift.get()) {
            case Drift.Broken() -> out.writeByte(0);
            case Drift.Gone() -> out.writeByte(2);
            case Drift.Changed(var changes) -> {
                out.writeByte(1);
                texts(changes.added(), out);
                texts(changes.changed(), out);
                texts(changes.removed(), out);
                texts(changes.settings(), out);
                out.writeInt(changes.environment().size());
                for (var variables : changes.environment()) {
                    texts(variables.services(), text(variables.source(), out));
                }
            }
        }
    }

    static Optional<Drift> drift(DataInputStream in) throws IOException {
        int type = in.readByte();
        return type == NONE ? Optional.empty() : Optional.of(switch (type) {
            case 0 -> new Drift.Broken();
            case 1 -> new Drift.Changed(
                    new Changes(texts(in), texts(in), texts(in), texts(in), otherVariables(in)));
            case 2 -> new Drift.Gone();
            default -> throw new IOException("no drift of type " + type);
        });
    }

    private static List<OtherVariables> otherVariables(DataInputStream in) throws IOException {
        var variables = new ArrayList<OtherVariables>();
        for (int left = in.readInt(); left > 0; left--) {
            variables.add(new OtherVariables(text(in), texts(in)));
        }
        return variables;
    }

    private static void texts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (var text : texts) {
            text(text, out);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    private static Reason some(DataInputStream in) throws IOException {
        return reason(in).orElseThrow(() -> new IOException("a reason is missing"));
    }

    private static Exit someExit(DataInputStream in) throws IOException {
        return exit(in).orElseThrow(() -> new IOException("an exit is missing"));
    }

    private static DataOutputStream type(int type, DataOutputStream out) throws IOException {
        out.writeByte(type);
        return out;
    }

    private static DataOutputStream duration(Duration duration, DataOutputStream out) throws IOException {
        out.writeLong(duration.getSeconds());
        out.writeInt(duration.getNano());
        return out;
    }

    private static Duration duration(DataInputStream in) throws IOException {
        return Duration.ofSeconds(in.readLong(), in.readInt());
    }

    private static DataOutputStream text(String text, DataOutputStream out) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        return out;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
