package dev.a3s.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.process.Exit;
import dev.a3s.status.Drift;
import dev.a3s.status.Health;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * Writes and reads the rows of a session as bytes, for the {@link StatusFile} (docs/adr/0006). Each record is described once
 * for both directions, by a call of its constructor: every method of {@link Bytes} either writes its argument and returns it,
 * or ignores its argument and returns what it reads. So when a component is added to a row, this class does not compile until
 * it has it. There are no lambdas, since a cold JVM would have to generate their classes.
 */
final class RowFormat {
    private static final ServiceRow NO_SERVICE = new ServiceRow("", Phase.STOPPED, Optional.empty(), Optional.empty(),
            OptionalInt.empty(), Health.UNKNOWN, Instant.EPOCH, Optional.empty(), 0, Optional.empty(), "", false, false,
            Optional.empty(), Optional.empty(),
            List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final SessionRow NO_SESSION = new SessionRow("", "", Path.of(""), Instant.EPOCH, Optional.empty(),
            Optional.empty(), List.of());

    private final Bytes bytes;

    private RowFormat(Bytes bytes) {
        this.bytes = bytes;
    }

    static void write(SessionRow session, DataOutputStream out) throws IOException {
        new RowFormat(new Writing(out)).session(session);
    }

    /** Reads what {@link #write} wrote. */
    static SessionRow read(DataInputStream in) throws IOException {
        return new RowFormat(new Reading(in)).session(NO_SESSION);
    }

    private SessionRow session(SessionRow row) throws IOException {
        return new SessionRow(bytes.text(row.session()), bytes.text(row.project()), bytes.path(row.file()),
                bytes.time(row.created()), bytes.optionalText(row.open()), bytes.drift(row.drift()),
                services(row.services()));
    }

    private List<ServiceRow> services(List<ServiceRow> rows) throws IOException {
        int count = bytes.number(rows.size());
        var services = new ArrayList<ServiceRow>();
        for (int i = 0; i < count; i++) {
            services.add(service(i < rows.size() ? rows.get(i) : NO_SERVICE));
        }
        return services;
    }

    private ServiceRow service(ServiceRow row) throws IOException {
        return new ServiceRow(bytes.text(row.service()), bytes.phase(row.phase()), bytes.reason(row.reason()),
                bytes.optionalLong(row.pid()), bytes.optionalInt(row.port()), bytes.health(row.health()),
                bytes.time(row.since()), bytes.optionalTime(row.started()), bytes.number(row.restarts()),
                bytes.exit(row.lastExit()), bytes.text(row.url()), bytes.flag(row.ready()),
                bytes.flag(row.settled()), bytes.optionalDouble(row.cpu()), bytes.optionalLong(row.memory()),
                bytes.numbers(row.ports()), bytes.optionalText(row.command()), bytes.optionalPath(row.dir()),
                bytes.optionalPath(row.log()));
    }

    /** One direction, writing or reading, of the basic types; other types are composed of these. */
    private abstract static class Bytes {
        abstract boolean flag(boolean value) throws IOException;

        abstract int number(int value) throws IOException;

        abstract long number(long value) throws IOException;

        abstract double number(double value) throws IOException;

        abstract String text(String value) throws IOException;

        abstract Phase phase(Phase value) throws IOException;

        abstract Health health(Health value) throws IOException;

        abstract Optional<Reason> reason(Optional<Reason> value) throws IOException;

        abstract Optional<Drift> drift(Optional<Drift> value) throws IOException;

        abstract Optional<Exit> exit(Optional<Exit> value) throws IOException;

        Optional<String> optionalText(Optional<String> value) throws IOException {
            return flag(value.isPresent()) ? Optional.of(text(value.orElse(""))) : Optional.empty();
        }

        Path path(Path value) throws IOException {
            return Path.of(text(value.toString()));
        }

        Optional<Path> optionalPath(Optional<Path> value) throws IOException {
            return flag(value.isPresent()) ? Optional.of(path(value.orElse(NO_SESSION.file()))) : Optional.empty();
        }

        Instant time(Instant value) throws IOException {
            return Instant.ofEpochSecond(number(value.getEpochSecond()), number(value.getNano()));
        }

        Optional<Instant> optionalTime(Optional<Instant> value) throws IOException {
            return flag(value.isPresent()) ? Optional.of(time(value.orElse(Instant.EPOCH))) : Optional.empty();
        }

        Optional<Long> optionalLong(Optional<Long> value) throws IOException {
            return flag(value.isPresent()) ? Optional.of(number(value.orElse(0L).longValue())) : Optional.empty();
        }

        OptionalInt optionalInt(OptionalInt value) throws IOException {
            return flag(value.isPresent()) ? OptionalInt.of(number(value.orElse(0))) : OptionalInt.empty();
        }

        Optional<Double> optionalDouble(Optional<Double> value) throws IOException {
            return flag(value.isPresent()) ? Optional.of(number(value.orElse(0.0).doubleValue())) : Optional.empty();
        }

        List<Integer> numbers(List<Integer> values) throws IOException {
            int count = number(values.size());
            var numbers = new ArrayList<Integer>();
            for (int i = 0; i < count; i++) {
                numbers.add(number(i < values.size() ? values.get(i) : 0));
            }
            return numbers;
        }
    }

    private static final class Writing extends Bytes {
        private final DataOutputStream out;

        Writing(DataOutputStream out) {
            this.out = out;
        }

        @Override
        boolean flag(boolean value) throws IOException {
            out.writeBoolean(value);
            return value;
        }

        @Override
        int number(int value) throws IOException {
            out.writeInt(value);
            return value;
        }

        @Override
        long number(long value) throws IOException {
            out.writeLong(value);
            return value;
        }

        @Override
        double number(double value) throws IOException {
            out.writeDouble(value);
            return value;
        }

        @Override
        String text(String value) throws IOException {
            var utf8 = value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
            return value;
        }

        @Override
        Phase phase(Phase value) throws IOException {
            FactCodec.write(value, out);
            return value;
        }

        @Override
        Health health(Health value) throws IOException {
            FactCodec.write(value, out);
            return value;
        }

        @Override
        Optional<Reason> reason(Optional<Reason> value) throws IOException {
            FactCodec.write(value, out);
            return value;
        }

        @Override
        Optional<Exit> exit(Optional<Exit> value) throws IOException {
            FactCodec.writeExit(value, out);
            return value;
        }

        @Override
        Optional<Drift> drift(Optional<Drift> value) throws IOException {
            FactCodec.writeDrift(value, out);
            return value;
        }
    }

    private static final class Reading extends Bytes {
        private final DataInputStream in;

        Reading(DataInputStream in) {
            this.in = in;
        }

        @Override
        boolean flag(boolean value) throws IOException {
            return in.readBoolean();
        }

        @Override
        int number(int value) throws IOException {
            return in.readInt();
        }

        @Override
        long number(long value) throws IOException {
            return in.readLong();
        }

        @Override
        double number(double value) throws IOException {
            return in.readDouble();
        }

        @Override
        String text(String value) throws IOException {
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }

        @Override
        Phase phase(Phase value) throws IOException {
            return FactCodec.phase(in);
        }

        @Override
        Health health(Health value) throws IOException {
            return FactCodec.health(in);
        }

        @Override
        Optional<Reason> reason(Optional<Reason> value) throws IOException {
            return FactCodec.reason(in);
        }

        @Override
        Optional<Exit> exit(Optional<Exit> value) throws IOException {
            return FactCodec.exit(in);
        }

        @Override
        Optional<Drift> drift(Optional<Drift> value) throws IOException {
            return FactCodec.drift(in);
        }
    }
}
