package dev.a3s.cli.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;

/** The A3sfile that {@code a3s run} writes for a command; kept in {@code $A3S_HOME/run/NAME}. */
public final class AdHocFile {
    private AdHocFile() {}

    public static Path of(Path home, String name) {
        return home.resolve("run").resolve(name).resolve("A3sfile.hcl");
    }

    /**
     * Writes an A3sfile whose only service is {@code command}, run once in {@code dir}, without a time limit for
     * becoming ready.
     */
    public static Path write(Path home, String name, List<String> command, Path dir) {
        var file = of(home, name);
        var argv = command.stream().map(AdHocFile::quoted).collect(Collectors.joining(", "));
        var text = """
                # Written by: a3s run --name %1$s
                dev { name = "%1$s" }
                service "%1$s" {
                  cmd           = [%2$s]
                  dir           = %3$s
                  start_timeout = "0s"
                  restart { policy = "never" }
                }
                """.formatted(name, argv, quoted(dir.toString()));
        try {
            Files.createDirectories(file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(file, text);
            return file.toRealPath();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** {@code text} as an HCL string literal. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean template = (c == '$' || c == '%') && i + 1 < text.length() && text.charAt(i + 1) == '{';
            if (template) {
                quoted.append(c).append(c);
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
