package dev.a3s.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run whose identity file was damaged, found by its shim's command line: nobody else leads a session that runs the script
 * of this run directory. Its command is the shim's oldest child, for which it waits.
 */
final class Refound {
    private static final Logger LOG = LoggerFactory.getLogger(Refound.class);

    private Refound() {}

    /** Empty if no such shim lives. */
    static Optional<Identity> of(RunDir dir, ProcessTable table) {
        if (!Files.exists(dir.script())) {
            return Optional.empty();
        }
        var all = table.snapshot();
        var start = "/bin/sh " + dir.script() + " " + dir.path() + " ";
        return all.stream()
                .filter(process -> process.pgid() == process.pid() && !process.dead())
                .filter(leader -> table.find(leader.pid()).filter(now -> now.command().startsWith(start)).isPresent())
                .findFirst()
                .map(shim -> identity(dir, table, shim, all));
    }

    private static Identity identity(RunDir dir, ProcessTable table, ProcessInfo shim, List<ProcessInfo> all) {
        LOG.warn("{} is damaged; found by its command line: {}", dir.identity(), shim);
        var command = all.stream()
                .filter(process -> process.ppid() == shim.pid() && !process.dead())
                .min(Comparator.comparingLong(ProcessInfo::startTicks).thenComparingLong(ProcessInfo::pid))
                .map(ProcessId::of)
                .orElse(new ProcessId(shim.pid(), 0)); // over: nothing was born then
        return new Identity(Identity.cookie(dir).orElse("unknown"), table.bootId(), startedAt(dir), ProcessId.of(shim),
                command);
    }

    /** The script was written just before. */
    private static Instant startedAt(RunDir dir) {
        try {
            return Files.getLastModifiedTime(dir.script()).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
