package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;

import dev.a3s.config.A3sfileLoader;

/** Which A3sfile a command is about: the one named, or the nearest one from here upwards. */
final class ProjectFile {
    @Option(names = "--file", paramLabel = "FILE",
            description = "The A3sfile; default: the nearest A3sfile.hcl in this directory or one above it.")
    private Optional<Path> named = Optional
            .empty();

    /** @throws Failure if there is none */
    Path path() {
        Path here = Path.of("").toAbsolutePath();
        Path file = named.map(Path::toAbsolutePath)
                .or(() -> A3sfileLoader.find(here))
                .orElseThrow(
                        () -> new Failure(ExitCode.WRONG, "no A3sfile.hcl in " + here
                                + " or above it; write one (see docs/a3sfile.md) or name it with --file"));
        if (Files.isDirectory(file))
            file = file.resolve("A3sfile.hcl");
        if (!Files.exists(file))
            throw new Failure(ExitCode.WRONG, file + " does not exist");
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new Failure(ExitCode.WRONG, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
