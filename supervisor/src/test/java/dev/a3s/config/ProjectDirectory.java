package dev.a3s.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A directory {@code shop} with what the A3sfiles of these tests refer to, and a neighbour {@code shop-backend}. */
record ProjectDirectory(Path path) {

    static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/ada", "USER", "ada", "LEVEL", "debug", "N",
            "3");

    static ProjectDirectory in(Path temporary) {
        try {
            var shop = temporary.resolve("shop");
            for (var dir : List.of("web/src", "api/src", "docs")) {
                Files.createDirectories(shop.resolve(dir));
            }
            Files.writeString(shop.resolve("web/package-lock.json"), "{}");
            Files.writeString(shop.resolve(".env.local"), "A=1\n");
            var backend = Files.createDirectories(temporary.resolve("shop-backend"));
            Files.writeString(backend.resolve("A3sfile.hcl"), """
                    service "api" {
                      cmd = "true"
                    }
                    task "migrate" {
                      cmd = "true"
                    }
                    """);
            return new ProjectDirectory(shop);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path write(String text) {
        try {
            return Files.writeString(path.resolve("A3sfile.hcl"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What {@code a3s validate} would print, nothing for a file without problems. */
    String problems(String text) {
        return problems(write(text));
    }

    static String problems(Path file) {
        try {
            return ProblemReport.render(A3sfileLoader.load(file, new ValidationScope(ENVIRONMENT)).warnings(), false);
        } catch (InvalidA3sfile invalid) {
            return ProblemReport.render(invalid.problems(), false);
        }
    }

    A3sfile load(String text) {
        return load(text, new ValidationScope(ENVIRONMENT));
    }

    A3sfile load(String text, Scope scope) {
        var file = write(text);
        try {
            return A3sfileLoader.load(file, scope).file();
        } catch (InvalidA3sfile invalid) {
            throw new AssertionError(ProblemReport.render(invalid.problems(), false), invalid);
        }
    }
}
