package dev.a3s.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * The shell that leads a command's session and outlives the daemon. Its scripts are copied into each run directory, two
 * kilobytes, so that a newer a3s never changes what an older one started.
 */
final class Shim {
    private static final List<String> SCRIPTS = List.of("launch.pl", "shim.sh", "command.sh", "identify.sh");
    static final Path PERL = Path.of("/usr/bin/perl");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String SHELL_NAME = "(?!(IFS|OPTIND|PPID)$)[A-Za-z_][A-Za-z0-9_]*";

    /** setsid(2) and prctl(2); from the kernel's tables, arch/…/syscall*.tbl and include/uapi/asm-generic/unistd.h. */
    private static final Map<String, List<String>> SYSTEM_CALLS = Map.of("amd64", List.of("112", "157"), "aarch64",
            List.of("157", "167"), "riscv64", List.of("157", "167"), "ppc64le", List.of("66", "171"), "s390x",
            List.of("66", "172"));

    private Shim() {}

    /** Writes what the shim needs into the run directory. */
    static void prepare(Launch launch, RunDir dir) throws IOException {
        for (var script : SCRIPTS) {
            copy(script, dir);
        }
        if (launch.stdin() == Launch.Stdin.TERMINAL) {
            copy("pty.pl", dir);
            Posix.makeFifo(dir.terminal());
        }
        writeOddNames(launch, dir);
        Posix.makeFifo(dir.alive());
        Posix.makeFifo(dir.release());
        Posix.makeFifo(dir.stdin());
    }

    private static void copy(String script, RunDir dir) throws IOException {
        try (var source = Shim.class.getResourceAsStream(script)) {
            Files.copy(source, dir.path().resolve(script));
        }
    }

    /** The whole command line that runs the launch below a shim. */
    static List<String> commandLine(Launch launch, RunDir dir) {
        var line = new ArrayList<>(leader(dir));
        var stdin = switch (launch.stdin()) {
            case OPEN -> dir.stdin().toString();
            case EMPTY -> "/dev/null";
            case TERMINAL -> "terminal";
        };
        line.addAll(List.of("/bin/sh", dir.script().toString(), dir.path().toString(),
                stdin, launch.stdout().toString(), launch.stderr().toString()));
        line.addAll(keepOddNames(launch, dir));
        line.addAll(launch.argv());
        return line;
    }

    /** The command that makes the shim a session leader; with perl also the subreaper of its tree. */
    private static List<String> leader(RunDir dir) {
        if (!Files.isExecutable(PERL)) {
            return List.of("setsid");
        }
        var calls = Platform.MACOS ? List.of("0", "0")
                : SYSTEM_CALLS.getOrDefault(System.getProperty("os.arch"), List.of("0", "0"));
        return List.of(PERL.toString(), dir.path().resolve("launch.pl").toString(), calls.get(0), calls.get(1));
    }

    /**
     * Some shells (dash) drop variables that they could not name, such as {@code spring.profile}, or keep to themselves. They reach
     * the command in a file, because everybody may read a command line.
     */
    private static void writeOddNames(Launch launch, RunDir dir) throws IOException {
        var odd = oddNames(launch.environment());
        if (!odd.isEmpty() && Files.isExecutable(PERL)) {
            copy("environment.pl", dir);
            var text = String.join("\0", odd) + "\0";
            try (var file = Files.newByteChannel(dir.oddNames(), Set.of(CREATE_NEW, WRITE), OWNER_ONLY)) {
                file.write(ByteBuffer.wrap(text.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding")))));
            }
        }
    }

    /** The command in front of the command that gives it these names; without perl the names stand on its line. */
    private static List<String> keepOddNames(Launch launch, RunDir dir) {
        var odd = oddNames(launch.environment());
        if (odd.isEmpty()) {
            return List.of();
        }
        if (Files.isExecutable(PERL)) {
            return List.of(PERL.toString(), dir.path().resolve("environment.pl").toString(),
                    dir.oddNames().toString());
        }
        var line = new ArrayList<>(List.of("/usr/bin/env"));
        line.addAll(odd);
        return line;
    }

    private static List<String> oddNames(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> !entry.getKey().matches(SHELL_NAME))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    /** What the shim said when it could not start; empty when it said nothing. */
    static String complaint(RunDir dir) {
        try {
            return Files.readString(dir.shimLog()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
