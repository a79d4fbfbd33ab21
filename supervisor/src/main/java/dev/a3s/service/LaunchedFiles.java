package dev.a3s.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.WatchSpec;
import dev.a3s.process.ServiceProcess;

/**
 * What was in its watched files when a run was launched, as one number in the run's directory: a later daemon compares. The
 * file {@value #NAME} says what is watched, on its first line, and the number, on its second.
 */
final class LaunchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchedFiles.class);
    private static final String NAME = "watched";

    private LaunchedFiles() {}

    /** Notes that {@code run} runs what is there now. A failure is logged: then a later daemon does not compare. */
    static void keep(Run run, WatchSpec watched, long digest) {
        if (of(run, watched).equals(OptionalLong.of(digest))) {
            return;
        }
        file(run).ifPresent(file -> {
            try {
                Files.write(file, List.of(what(watched), Long.toHexString(digest)));
            } catch (IOException e) {
                LOG.debug("{} is not written", file, e);
            }
        });
    }

    /** The number that was noted for {@code run}; empty if none was, or other files were watched. */
    static OptionalLong of(Run run, WatchSpec watched) {
        var file = file(run);
        if (file.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            var lines = Files.readAllLines(file.get(), StandardCharsets.UTF_8);
            return lines.size() == 2 && lines.getFirst().equals(what(watched))
                    ? OptionalLong.of(Long.parseUnsignedLong(lines.get(1), 16))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /** Changes with this form and with what is watched. */
    private static String what(WatchSpec watched) {
        return "1 " + watched.root() + " " + watched.paths() + " " + watched.ignore();
    }

    private static Optional<Path> file(Run run) {
        return run.process().map(ServiceProcess::runDir).map(dir -> dir.resolve(NAME));
    }
}
