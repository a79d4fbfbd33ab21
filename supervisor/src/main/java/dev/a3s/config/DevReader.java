package dev.a3s.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.DevSpec.LogLevel;
import dev.a3s.config.Section.Item;
import dev.a3s.hcl.Suggestion;

/**
 * Reads the {@code dev} block. Name and port are evaluated when they are first asked for, because expressions elsewhere may
 * refer to them.
 */
final class DevReader {
    private static final Duration DEFAULT_MONITOR = Duration.ofSeconds(3);
    private static final Duration LEAST_MONITOR = Duration.ofMillis(100);

    private final Optional<Section> section;
    private final Listen usual;
    private final String directoryName;
    private String name;
    private boolean nameInWork;
    private Integer proxyPort;
    private boolean proxyPortInWork;

    /** @param usual where to serve if the file does not say */
    DevReader(Optional<Section> section, Path dir, Listen usual) {
        this.section = section;
        this.usual = usual;
        this.directoryName = Optional.ofNullable(dir.getFileName()).map(Path::toString).orElse("");
    }

    boolean isNameInWork() {
        return nameInWork;
    }

    boolean isProxyPortInWork() {
        return proxyPortInWork;
    }

    String name() {
        if (name == null) {
            nameInWork = true;
            name = section.flatMap(dev -> dev.read("name", DevReader::label))
                    .orElseGet(() -> Types.asDnsLabel(directoryName));
            nameInWork = false;
        }
        return name;
    }

    int proxyPort() {
        if (proxyPort == null) {
            proxyPortInWork = true;
            proxyPort = section.flatMap(dev -> dev.read("proxy_port", Types.port(PortRange.PROXY, "")))
                    .orElseGet(() -> usual.port().orElse(DevSpec.DEFAULT_PROXY_PORT));
            proxyPortInWork = false;
        }
        return proxyPort;
    }

    DevSpec read(Map<String, Declaration> services) {
        var level = section.flatMap(dev -> dev.read("log_level", Types.choice(LogLevel.class))).orElse(LogLevel.INFO);
        var host = section.flatMap(dev -> dev.read("host", DevReader::host))
                .or(usual::host).orElse(DevSpec.DEFAULT_HOST);
        var monitor = section.flatMap(dev -> dev.read("monitor", Durations.atLeast(LEAST_MONITOR)))
                .orElse(DEFAULT_MONITOR);
        var open = section.flatMap(dev -> dev.read("open", item -> open(item, services)));
        return new DevSpec(name(), proxyPort(), host, level, open, monitor);
    }

    private static Optional<String> label(Item item) {
        return Types.filled(item)
                .flatMap(text -> Types.isDnsLabel(text) ? Optional.of(text)
                        : item.wrong(
                                item.value().shown() + " is not a DNS label (a-z, 0-9 and -, at most 63 characters)",
                                "write \"" + Types.asDnsLabel(text) + "\""));
    }

    static Optional<String> host(Item item) {
        return Types.TEXT.read(item).flatMap(text -> {
            if (HostAddress.isValid(text)) {
                return Optional.of(text);
            }
            item.section()
                    .reading()
                    .error(item.place().span(), "Invalid host address: " + text,
                            "write \"127.0.0.1\", or \"0.0.0.0\" to let other machines in");
            return Optional.empty();
        });
    }

    private static Optional<String> open(Item item, Map<String, Declaration> services) {
        return Types.TEXT.read(item).flatMap(text -> {
            var service = services.get(text);
            if (service != null && service.port().filter(port -> port instanceof Port.None).isEmpty()) {
                return Optional.of(text);
            }
            var reading = item.section().reading();
            if (service != null) {
                reading.error(item.place().span(), "service '" + text + "' has no port, and so no URL to open",
                        "name a service with a port");
            } else if (!reading.errors().isTextLost()) {
                reading.error(item.place().span(), "unknown service: '" + text + "'",
                        Suggestion.of(text, services.keySet())
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse(services.isEmpty() ? "no service is declared"
                                        : "known: " + String.join(", ", services.keySet())));
            }
            return Optional.empty();
        });
    }
}
