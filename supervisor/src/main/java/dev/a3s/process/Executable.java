package dev.a3s.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Says before a start, and better than a shell could afterwards, why a command cannot run. */
public final class Executable {
    private Executable() {}

    /** @throws LaunchFailed when the directory or the command is missing or may not be used */
    static void require(Launch launch) {
        require(launch.argv().getFirst(), launch.dir(), launch.environment());
        if (launch.stdin() == Launch.Stdin.TERMINAL && !Files.isExecutable(Shim.PERL)) {
            throw new LaunchFailed("tty = true needs " + Shim.PERL + "; install perl");
        }
    }

    /**
     * The same for a command that is run without a shim.
     *
     * @throws LaunchFailed.NotFound when there is no such command, LaunchFailed when it or the directory may not be used
     */
    public static void require(String command, Path dir, Map<String, String> environment) {
        if (!Files.isDirectory(dir)) {
            throw new LaunchFailed("the directory " + dir + " does not exist");
        }
        if (command.contains("/")) {
            requireFile(command, dir.resolve(command));
        } else {
            requireOnPath(command, dir, environment.getOrDefault("PATH", "/usr/bin:/bin"));
        }
    }

    private static void requireFile(String command, Path file) {
        if (!Files.exists(file)) {
            throw new LaunchFailed.NotFound("no such command: " + command + " (there is no file " + file + ")");
        }
        if (Files.isDirectory(file)) {
            throw new LaunchFailed("cannot run " + command + ": " + file + " is a directory");
        }
        if (!Files.isExecutable(file)) {
            throw new LaunchFailed("cannot run " + command + ": " + file + " is not executable; chmod +x it");
        }
    }

    private static void requireOnPath(String command, Path dir, String path) {
        for (var entry : path.split(":", -1)) {
            var file = dir.resolve(entry).resolve(command);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return;
            }
        }
        throw new LaunchFailed.NotFound("no such command: " + command + " (PATH is " + path + ")");
    }
}
