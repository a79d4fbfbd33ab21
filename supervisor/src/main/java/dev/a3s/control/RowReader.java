package dev.a3s.control;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what {@link RowWriter} wrote. */
final class RowReader {
    private final DataInputStream in;

    RowReader(DataInputStream in) {
        this.in = in;
    }

    SessionRow session() throws IOException {
        return new SessionRow(text(), text(), Path.of(text()), instant(), optionalText(), optionalText(), services());
    }

    private List<ServiceRow> services() throws IOException {
        var rows = new ArrayList<ServiceRow>();
        for (int left = in.readInt(); left > 0; left--) {
            rows.add(service());
        }
        return rows;
    }

    private ServiceRow service() throws IOException {
        return new ServiceRow(text(), FactCodec.phase(in), FactCodec.reason(in), pid(), port(),
                FactCodec.health(in), instant(), optionalInstant(), in.readInt(), FactCodec.exit(in),
                text(), in.readBoolean(), in.readBoolean(), cpu(), memory(), ports(),
                optionalText(), path(), path());
    }

    private Optional<Double> cpu() throws IOException {
        double percent = in.readDouble();
        return percent < 0 ? Optional.empty() : Optional.of(percent);
    }

    private Optional<Long> memory() throws IOException {
        long bytes = in.readLong();
        return bytes < 0 ? Optional.empty() : Optional.of(bytes);
    }

    private List<Integer> ports() throws IOException {
        var ports = new ArrayList<Integer>();
        for (int left = in.readInt(); left > 0; left--) {
            ports.add(in.readInt());
        }
        return ports;
    }

    private Optional<Path> path() throws IOException {
        boolean present = in.readBoolean();
        var path = text();
        return present ? Optional.of(Path.of(path)) : Optional.empty();
    }

    private Optional<Long> pid() throws IOException {
        long pid = in.readLong();
        return pid < 0 ? Optional.empty() : Optional.of(pid);
    }

    private OptionalInt port() throws IOException {
        int port = in.readInt();
        return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private Optional<Instant> optionalInstant() throws IOException {
        boolean present = in.readBoolean();
        var time = instant();
        return present ? Optional.of(time) : Optional.empty();
    }

    private Instant instant() throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private Optional<String> optionalText() throws IOException {
        boolean present = in.readBoolean();
        var text = text();
        return present ? Optional.of(text) : Optional.empty();
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
