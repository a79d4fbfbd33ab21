package dev.a3s.process;

import java.io.IOException;
import java.util.List;

/** Runs one of the system's own programs for what it prints. */
final class Tool {
    private Tool() {}

    /** The lines of its standard output; none when it fails, which for ps and lsof means "no such process". */
    static List<String> lines(List<String> command) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC0");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            try (var out = process.inputReader()) {
                return out.readAllLines();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }
}
