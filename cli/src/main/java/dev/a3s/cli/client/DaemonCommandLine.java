package dev.a3s.cli.client;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;

/** The command line that the daemon is started with. */
public final class DaemonCommandLine {
    private static final List<String> TRANSPORTS = List.of("io_uring", "epoll", "kqueue", "nio");

    private DaemonCommandLine() {}

    /**
     * A JVM like this one. The optimising compiler pays under load; both compilers' thresholds are ten times the usual, so
     * that what they compile is the proxy under load and not what an idle daemon does now and then. The young generation is
     * as small as it may be without costing requests time.
     *
     * @throws Failure if {@code A3S_TRANSPORT} is none
     */
    public static List<String> words() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(archive());
        command.addAll(List.of("-XX:Tier3InvocationThreshold=2000", "-XX:Tier3MinInvocationThreshold=1000",
                "-XX:Tier3CompileThreshold=8000"));
        command.addAll(List.of("-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=400000"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=48m", "-Xms10m", "-Xmn6m", "-Xmx256m",
                "-XX:MinHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=40",
                "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.leakDetection.level=disabled", "-Dio.netty.jfr.enabled=false",
                "-Djdk.nio.file.WatchService.maxEventsPerPoll=50000", "-Xlog:disable",
                "-Xlog:all=warning,cds*=off,aot*=off:stderr",
                "-cp", System.getProperty("java.class.path"), "dev.a3s.daemon.DaemonMain"));
        if (System.getProperty("os.name").equals("Linux")) {
            command.addAll(1, List.of("-XX:TrimNativeHeapInterval=30000")); // ms; returns memory that the compiler freed to the system
        }
        transport().ifPresent(name -> command.add(1, "-Ddev.a3s.proxy.transport=" + name));
        return command;
    }

    /** How the proxy is to talk to the kernel; empty: it chooses. */
    private static Optional<String> transport() {
        var name = System.getenv().getOrDefault("A3S_TRANSPORT", "");
        if (!name.isEmpty() && !TRANSPORTS.contains(name)) {
            throw new Failure(ExitCode.WRONG, "A3S_TRANSPORT=" + name + " is none of " + String.join(", ", TRANSPORTS));
        }
        return Optional.of(name).filter(given -> !given.isEmpty());
    }

    /** The options for the package's archive of loaded classes, if there is one; a JVM that it was not made for does without. */
    private static List<String> archive() {
        var jar = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]).toAbsolutePath();
        var archive = jar.resolveSibling("daemon.jsa");
        return Files.exists(archive)
                ? List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
                        "-XX:SharedArchiveFile=" + archive, "-Xshare:auto")
                : List.of();
    }
}
