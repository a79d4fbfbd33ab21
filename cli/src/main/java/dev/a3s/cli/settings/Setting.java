package dev.a3s.cli.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.DevSpec;
import dev.a3s.config.HostAddress;
import dev.a3s.config.PortRange;
import dev.a3s.config.UserSettings;

/**
 * What a user can set in several places, of which the strongest wins: a flag, the environment, the A3sfile, the user's own
 * defaults, a3s's default. {@link Origin} lists them in that order.
 */
public final class Setting<T> {
    /** Where all {@code *.localhost} names are served. */
    public static final Setting<Integer> PORT = new Setting<>("port", "A3S_PROXY_PORT", DevSpec.DEFAULT_PROXY_PORT,
            text -> port(text, PortRange.PROXY), text -> port(text, PortRange.UNPRIVILEGED),
            dev -> Optional.of(dev.proxyPort()).filter(port -> port != 0), UserSettings::port);

    /** What the proxy binds. */
    public static final Setting<String> HOST = new Setting<>("host", "A3S_HOST", DevSpec.DEFAULT_HOST, Setting::host,
            Setting::host, dev -> Optional.of(dev.host()).filter(host -> !host.isEmpty()), UserSettings::host);

    /** Whether services restart when files change that they watch. */
    public static final Setting<Boolean> RELOAD = new Setting<>("reload", "A3S_RELOAD", true, Setting::yesOrNo,
            Setting::yesOrNo, _ -> Optional.empty(), UserSettings::reload);

    /** In the order in which they are shown. */
    public static final List<Setting<?>> ALL = List.of(PORT, HOST, RELOAD);

    private final String name;
    private final String variable;
    private final T standard;
    private final Function<String, T> parser;
    private final Function<String, T> lastingParser;
    private final Function<DevSpec, Optional<T>> inFile;
    private final Function<UserSettings, Optional<T>> ofUser;

    /** Parsers throw {@link Failure} with a sentence that does not name the place. */
    private Setting(String name, String variable, T standard, Function<String, T> parser,
            Function<String, T> lastingParser, Function<DevSpec, Optional<T>> inFile,
            Function<UserSettings, Optional<T>> ofUser) {
        this.name = name;
        this.variable = variable;
        this.standard = standard;
        this.parser = parser;
        this.lastingParser = lastingParser;
        this.inFile = inFile;
        this.ofUser = ofUser;
    }

    /** As users write it; its flag is the same behind {@code --}. */
    public String name() {
        return name;
    }

    /** The environment variable's name. */
    public String variable() {
        return variable;
    }

    /**
     * What the flag says.
     *
     * @throws Failure if it cannot be
     */
    public T ofFlag(String text) {
        return parsed(text, parser, "--" + name);
    }

    /**
     * What the flag says that sets the user's own default: of ports only those that take no privileges.
     *
     * @throws Failure if it cannot be
     */
    public T ofLastingFlag(String text) {
        return parsed(text, lastingParser, "--" + name);
    }

    /**
     * What the environment says; a blank variable says nothing.
     *
     * @throws Failure if it cannot be
     */
    public Optional<T> in(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank())
                .map(text -> parsed(text, parser, variable));
    }

    /**
     * What is stronger than the A3sfile.
     *
     * @throws Failure if the environment says what cannot be
     */
    public Optional<T> overFile(Optional<T> flag, Sources sources) {
        return flag.or(() -> in(sources.environment()));
    }

    /**
     * The value that holds, and where it comes from.
     *
     * @throws Failure if the environment says what cannot be
     */
    public Chosen<T> resolve(Optional<T> flag, Sources sources) {
        return chosen(flag, Origin.FLAG)
                .or(() -> chosen(in(sources.environment()), Origin.ENVIRONMENT))
                .or(() -> chosen(sources.file().flatMap(inFile), Origin.A3SFILE))
                .or(() -> chosen(ofUser.apply(sources.user()), Origin.USER))
                .orElseGet(() -> new Chosen<>(standard, Origin.DEFAULT));
    }

    private Optional<Chosen<T>> chosen(Optional<T> value, Origin origin) {
        return value.map(known -> new Chosen<>(known, origin));
    }

    private static <T> T parsed(String text, Function<String, T> parser, String place) {
        try {
            return parser.apply(text);
        } catch (Failure e) {
            throw new Failure(e.exit(), e.getMessage() + " (" + place + " is '" + text + "')", e);
        }
    }

    private static int port(String text, PortRange range) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (!range.contains(port)) {
            throw new Failure(ExitCode.WRONG, range.message());
        }
        return port;
    }

    private static String host(String text) {
        if (!HostAddress.isValid(text)) {
            throw new Failure(ExitCode.WRONG, "Invalid host address: " + text);
        }
        return text.equals("localhost") ? DevSpec.DEFAULT_HOST : text;
    }

    private static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new Failure(ExitCode.WRONG, "reload is true or false, not '" + text + "'");
        };
    }
}
