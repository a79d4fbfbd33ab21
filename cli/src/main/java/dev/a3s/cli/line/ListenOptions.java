package dev.a3s.cli.line;

import java.util.Optional;
import java.util.OptionalInt;

import picocli.CommandLine.Option;

import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.settings.Sources;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.Listen;

/** The options that choose where the proxy listens, for {@code a3s up} and {@code a3s run}. */
public final class ListenOptions {
    @Option(names = "--port", paramLabel = "PORT",
            description = "The proxy's port; default: A3S_PROXY_PORT, the A3sfile's proxy_port, what a3s config says, or 7080.")
    private Optional<String> port = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS",
            description = "The address the proxy binds; default: A3S_HOST, the A3sfile's host, what a3s config says, or"
                    + " 127.0.0.1 and ::1.")
    private Optional<String> host = Optional.empty();

    /**
     * What is stronger than the A3sfile (flags, environment) and what is weaker (the user's own defaults); the daemon
     * puts the A3sfile between them.
     *
     * @throws Failure if a flag or the environment says what cannot be
     */
    public Listen listen(Sources sources) {
        var overPort = Setting.PORT.overFile(port.map(Setting.PORT::ofFlag), sources);
        var overHost = Setting.HOST.overFile(host.map(Setting.HOST::ofFlag), sources);
        return new Listen(overPort.map(OptionalInt::of).orElse(OptionalInt.empty()), overHost)
                .usually(sources.user().port(), sources.user().host());
    }
}
