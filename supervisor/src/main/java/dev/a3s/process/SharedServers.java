package dev.a3s.process;

import java.util.List;
import java.util.Set;

/**
 * Servers that a build tool or terminal multiplexer leaves running for whoever comes next, and that belong to the user rather
 * than to the service which happened to start them. Told by their command lines.
 */
public final class SharedServers {
    /** File names of programs that are nothing but such a server once they have left their starter's session. */
    private static final Set<String> PROGRAMS = Set.of("tmux", "tmux:", "screen", "SCREEN", "zellij", "watchman",
            "sccache",
            "mvnd", "gpg-agent", "ssh-agent", "dbus-daemon", "VBCSCompiler");
    /** Beginnings of a process's own title. */
    private static final List<String> TITLES = List.of("bazel(", "buck2d[", "pantsd [");
    /** What a command line holds: the main class or subcommand of a server that runs on a JVM, on node or on .NET. */
    private static final List<String> WORDS = List.of("org.gradle.launcher.daemon.bootstrap.GradleDaemon",
            "org.jetbrains.kotlin.daemon.KotlinCompileDaemon", "org.mvndaemon.mvnd", "/nx/src/daemon/server/start.js",
            "MSBuild.dll /nodemode", "VBCSCompiler", "adb fork-server", "adb -L ", "turbo daemon",
            "turbo --skip-infer daemon");

    private SharedServers() {}

    /** Whether the process looks like one; that it has left its starter's session is for the caller to see. */
    public static boolean isOne(ProcessInfo process) {
        var line = process.command();
        return PROGRAMS.contains(program(line)) || TITLES.stream().anyMatch(line::startsWith)
                || WORDS.stream().anyMatch(line::contains);
    }

    /** The file name of the program at the head of a command line. */
    public static String program(String commandLine) {
        var program = commandLine.split(" ", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
