package dev.a3s.control;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Rows as bytes, field by field in the order of their records; {@link RowReader} is the other half. */
final class RowWriter {
    private final DataOutputStream out;

    RowWriter(DataOutputStream out) {
        this.out = out;
    }

    void session(SessionRow row) throws IOException {
        text(row.session());
        text(row.project());
        text(row.file().toString());
        instant(row.created());
        text(row.open());
        text(row.drift());
        out.writeInt(row.services().size());
        for (var service : row.services()) {
            service(service);
        }
    }

    private void service(ServiceRow row) throws IOException {
        text(row.service());
        FactCodec.write(row.phase(), out);
        FactCodec.write(row.reason(), out);
        out.writeLong(row.pid().orElse(-1L));
        out.writeInt(row.port().orElse(-1));
        FactCodec.write(row.health(), out);
        instant(row.since());
        out.writeBoolean(row.started().isPresent());
        instant(row.started().orElse(Instant.EPOCH));
        out.writeInt(row.restarts());
        FactCodec.writeExit(row.lastExit(), out);
        text(row.url());
        out.writeBoolean(row.ready());
        out.writeBoolean(row.settled());
        out.writeDouble(row.cpu().orElse(-1.0));
        out.writeLong(row.memory().orElse(-1L));
        out.writeInt(row.ports().size());
        for (int port : row.ports()) {
            out.writeInt(port);
        }
        text(row.command());
        path(row.dir());
        path(row.log());
    }

    private void path(Optional<Path> path) throws IOException {
        out.writeBoolean(path.isPresent());
        text(path.isPresent() ? path.get().toString() : "");
    }

    private void instant(Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private void text(Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        text(text.orElse(""));
    }

    private void text(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
