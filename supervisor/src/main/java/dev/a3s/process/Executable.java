package dev.a3s.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says before a start, and better than a shell could afterwards, why a command cannot run. */
final class Executable {
    private Executable() {}

    /** @throws LaunchFailed when the directory or the command is missing or may not be used */
    static void require(Launch launch) {
        if (!Files.isDirectory(launch.dir())) {
            throw new LaunchFailed("the directory " + launch.dir() + " does not exist");
        }
        if (launch.stdin() == Launch.Stdin.TERMINAL && !Files.isExecutable(Shim.PERL)) {
            throw new LaunchFailed("tty = true needs " + Shim.PERL + "; install perl");
        }
        var command = launch.argv().getFirst();
        if (command.contains("/")) {
            requireFile(command, launch.dir().resolve(command));
        } else {
            requireOnPath(command, launch);
        }
    }

    private static void requireFile(String command, Path file) {
        if (!Files.exists(file)) {
            throw new LaunchFailed("no such command: " + command + " (there is no file " + file + ")");
        }
        if (Files.isDirectory(file)) {
            throw new LaunchFailed("cannot run " + command + ": " + file + " is a directory");
        }
        if (!Files.isExecutable(file)) {
            throw new LaunchFailed("cannot run " + command + ": " + file + " is not executable; chmod +x it");
        }
    }

    private static void requireOnPath(String command, Launch launch) {
        var path = launch.environment().getOrDefault("PATH", "/usr/bin:/bin");
        for (var entry : path.split(":", -1)) {
            var file = launch.dir().resolve(entry).resolve(command);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return;
            }
        }
        throw new LaunchFailed("no such command: " + command + " (PATH is " + path + ")");
    }
}
