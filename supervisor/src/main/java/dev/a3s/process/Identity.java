package dev.a3s.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What names a run for a later daemon, too: its cookie, its boot, and its two processes.
 *
 * @param cookie the value of {@link #COOKIE} in every process of the run
 * @param boot   the boot that the pids belong to
 */
record Identity(String cookie, String boot, Instant startedAt, ProcessId shim, ProcessId command) {
    /** The environment variable that marks every process of a run; the daemon itself must never carry one. */
    static final String COOKIE = "A3S_COOKIE";

    /** Begins the identity file; the shim and the command add themselves. Returns the new cookie. */
    static String begin(RunDir dir, Instant startedAt) throws IOException {
        var cookie = UUID.randomUUID().toString();
        Files.writeString(dir.identity(), "cookie %s%nboot %s%nstarted %d%n".formatted(cookie,
                Kernel.processes().bootId(), startedAt.toEpochMilli()));
        return cookie;
    }

    /** Empty while the shim and the command have not both written their pids, and where the file is damaged. */
    static Optional<Identity> read(RunDir dir) {
        var values = values(dir);
        if (!values.keySet().containsAll(List.of("cookie", "boot", "started", "shim", "command"))) {
            return Optional.empty();
        }
        try {
            return read(values);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static Optional<Identity> read(Map<String, String> values) {
        return Optional.of(new Identity(values.get("cookie"), values.get("boot"),
                Instant.ofEpochMilli(Long.parseLong(values.get("started"))), ProcessId.parse(values.get("shim")),
                ProcessId.parse(values.get("command"))));
    }

    /** The cookie of a run, however far its start came. */
    static Optional<String> cookie(RunDir dir) {
        return Optional.ofNullable(values(dir).get("cookie"));
    }

    private static HashMap<String, String> values(RunDir dir) {
        var text = dir.read("identity").orElse("");
        var values = new HashMap<String, String>();
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                values.put(line.substring(0, space), line.substring(space + 1));
            }
        });
        return values;
    }
}
