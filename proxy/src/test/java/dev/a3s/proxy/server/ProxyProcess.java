package dev.a3s.proxy.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Routes;

/** The proxy in a JVM of its own, to see what it needs alone. Serves {@code web.localhost}; ends with its standard input. */
public final class ProxyProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ProxyProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it listens. */
    public static ProxyProcess start(int upstream, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                ProxyProcess.class.getName(), Integer.toString(upstream)));
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        if (line == null) {
            throw new IOException("the proxy did not start: " + command);
        }
        return new ProxyProcess(process, Integer.parseInt(line));
    }

    public static void main(String[] args) throws IOException {
        var routes = new Routes();
        routes.replace(List.of(ProxyFixture.route("web", ProxyFixture.forward(Integer.parseInt(args[0])))));
        var settings = new ProxySettings("127.0.0.1", 0, _ -> {});
        try (var server = ProxyServer.start(settings, routes)) {
            System.out.println(server.port());
            System.in.transferTo(System.out);
        }
    }

    public int port() {
        return port;
    }

    /** Resident memory in bytes, as Linux counts it. */
    public long resident() throws IOException {
        var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return Long.parseLong(status.replaceFirst("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1")) * 1024;
    }

    public boolean lives() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
