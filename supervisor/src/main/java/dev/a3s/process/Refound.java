package dev.a3s.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run whose identity file was damaged or removed, found by its shim's command line: nobody else leads a session that runs the
 * script of this run directory. Its command is the shim's oldest child, for which it waits.
 */
final class Refound {
    private static final Logger LOG = LoggerFactory.getLogger(Refound.class);

    private Refound() {}

    /** Empty if no such shim lives. */
    static Optional<Identity> of(RunDir dir, ProcessTable table) {
        var all = table.snapshot();
        var start = Shims.SHELL + dir.script() + " " + dir.path() + " ";
        return all.stream()
                .filter(process -> process.pgid() == process.pid() && !process.dead())
                .filter(leader -> table.find(leader.pid()).filter(now -> now.command().startsWith(start)).isPresent())
                .findFirst()
                .map(shim -> identity(dir, table, shim, all));
    }

    private static Identity identity(RunDir dir, ProcessTable table, ProcessInfo shim, List<ProcessInfo> all) {
        LOG.warn("{} is damaged; found by its command line: {}", dir.identity(), shim);
        var command = Shims.command(shim, all).map(ProcessId::of)
                .orElse(new ProcessId(shim.pid(), 0)); // over: nothing was born then
        var cookie = Identity.cookie(dir).or(() -> table.variable(shim.pid(), Identity.COOKIE));
        return new Identity(cookie.orElse("unknown"), table.bootId(), startedAt(dir, shim), ProcessId.of(shim),
                command);
    }

    /** The script was written just before; if it is gone, the kernel's time is as good to a hundredth of a second. */
    private static Instant startedAt(RunDir dir, ProcessInfo shim) {
        try {
            return Files.getLastModifiedTime(dir.script()).toInstant();
        } catch (IOException _) {
            return ProcessHandle.of(shim.pid()).flatMap(process -> process.info().startInstant())
                    .orElseGet(Instant::now);
        }
    }
}
