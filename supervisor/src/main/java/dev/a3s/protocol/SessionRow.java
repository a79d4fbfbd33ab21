package dev.a3s.protocol;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.a3s.status.Drift;

/**
 * One session, as commands show it.
 *
 * @param open  the service whose URL the file wants opened once it is ready
 * @param drift how the file on disk differs from what runs; empty if it does not
 */
public record SessionRow(String session, String project, Path file, Instant created, Optional<String> open,
        Optional<Drift> drift, List<ServiceRow> services) {}
