package dev.a3s.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import dev.a3s.process.FreePorts;
import dev.a3s.process.Kernel;

/** What a command may want to know of the machine it runs on. Any thread may ask. */
public final class Machine {
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final Path INOTIFY = Path.of("/proc/sys/fs/inotify");

    private Machine() {}

    /** Why nobody could listen on a TCP port, with what to do instead; empty if one could. */
    public static Optional<String> refusal(int port) {
        if (FreePorts.bindable(port)) {
            return Optional.empty();
        }
        var owner = Kernel.portOwners().of(port);
        if (port < FIRST_UNPRIVILEGED && owner.isEmpty()) {
            return Optional.of("Port " + port + " requires elevated privileges. Use a port ≥1024");
        }
        return Optional.of("Port " + port + " is already in use"
                + FreePorts.firstFrom(port + 1).stream().mapToObj(other -> ". Try --port " + other).findFirst()
                        .orElse("")
                + owner.map(known -> " (" + known.holder() + " has it)").orElse(""));
    }

    /** One of the system's bounds on file watching, such as {@code max_user_watches}; empty where it has none. */
    public static OptionalLong watchLimit(String name) {
        // Read at once: the kernel gives a number's first read only.
        try (var reader = Files.newBufferedReader(INOTIFY.resolve(name))) {
            return OptionalLong.of(Long.parseLong(reader.readLine()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
