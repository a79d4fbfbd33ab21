package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The system's bounds on file watching, of which Linux has three (inotify(7), /proc interfaces). The JDK names them in
 * its messages: {@code User limit of inotify watches reached}, {@code User limit of inotify instances reached or too
 * many open files}.
 */
final class WatchLimit {

    private static final Path PROC = Path.of("/proc/sys/fs/inotify");

    private WatchLimit() {}

    static boolean reached(IOException e) {
        return String.valueOf(e.getMessage()).contains("User limit of inotify");
    }

    /** The message for the user: which limit, its value, and the line that raises it. */
    static String trouble(IOException e) {
        var name = e.getMessage().contains("instances") ? "max_user_instances" : "max_user_watches";
        int wanted = name.equals("max_user_instances") ? 1024 : 1_048_576;
        return "no more file watches: fs.inotify." + name + " is " + value(name)
                + ", so files are looked at every second instead; to raise it: sudo sysctl fs.inotify." + name + "="
                + wanted;
    }

    /** Read at once: the kernel gives a number's first read only, and Files.readString begins with a single byte. */
    private static String value(String name) {
        try (var reader = Files.newBufferedReader(PROC.resolve(name))) {
            return reader.readLine();
        } catch (IOException _) {
            return "too low";
        }
    }
}
