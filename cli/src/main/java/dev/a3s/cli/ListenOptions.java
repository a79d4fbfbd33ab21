package dev.a3s.cli;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import picocli.CommandLine.Option;

import dev.a3s.config.Listen;

/** Where the proxy listens: a flag, else {@code A3S_PROXY_PORT} and {@code A3S_HOST}, else the file. */
final class ListenOptions {
    private static final Pattern ADDRESS = Pattern
            .compile("localhost|[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*]?");

    @Option(names = "--port", paramLabel = "PORT",
            description = "The proxy's port; default: A3S_PROXY_PORT, the A3sfile's proxy_port, or 7080.")
    private Optional<String> port = Optional
            .empty();

    @Option(names = "--host", paramLabel = "ADDRESS",
            description = "The address the proxy binds; default: A3S_HOST, the A3sfile's host, or 127.0.0.1 and ::1.")
    private Optional<String> host = Optional
            .empty();

    /** @throws Failure if one of them cannot be */
    Listen listen(Map<String, String> environment) {
        return new Listen(port.or(() -> set(environment, "A3S_PROXY_PORT")).map(ListenOptions::port)
                .orElse(OptionalInt.empty()), host.or(() -> set(environment, "A3S_HOST")).map(ListenOptions::host));
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static OptionalInt port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535)
            throw new Failure(ExitCode.WRONG, "Port must be between 1024 and 65535");
        return OptionalInt.of(port);
    }

    private static String host(String text) {
        if (!ADDRESS.matcher(text).matches())
            throw new Failure(ExitCode.WRONG, "Invalid host address: " + text);
        return text.equals("localhost") ? "127.0.0.1" : text;
    }
}
