package dev.a3s.cli.line;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import picocli.CommandLine.Option;

import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.Listen;
import dev.a3s.config.UserSettings;

/** Where the proxy listens, and what was said about it elsewhere. */
public final class ListenOptions {
    @Option(names = "--port", paramLabel = "PORT",
            description = "The proxy's port; default: A3S_PROXY_PORT, the A3sfile's proxy_port, what a3s config says, or 7080.")
    private Optional<String> port = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS",
            description = "The address the proxy binds; default: A3S_HOST, the A3sfile's host, what a3s config says, or"
                    + " 127.0.0.1 and ::1.")
    private Optional<String> host = Optional.empty();

    /**
     * What the flags say, or else {@code environment}, or else {@code usual}.
     *
     * @throws Failure if one of them cannot be
     */
    public Listen listen(Map<String, String> environment, UserSettings usual) {
        var where = port.map(text -> Setting.PORT.check(text, 1)).or(() -> Setting.PORT.in(environment))
                .map(text -> OptionalInt.of(Integer.parseInt(text))).orElse(OptionalInt.empty());
        var at = host.map(text -> Setting.HOST.check(text, 1)).or(() -> Setting.HOST.in(environment));
        return new Listen(where, at).usually(usual.port(), usual.host());
    }
}
