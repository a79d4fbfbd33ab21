package dev.a3s.cli.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.DevSpec;
import dev.a3s.config.HostAddress;
import dev.a3s.config.PortRange;

/**
 * What a user can set in several places. The strongest wins: a flag, the environment, the A3sfile, the user's own
 * defaults, and ours.
 */
public enum Setting {
    PORT("A3S_PROXY_PORT", Integer.toString(DevSpec.DEFAULT_PROXY_PORT)),
    HOST("A3S_HOST", DevSpec.DEFAULT_HOST),
    RELOAD("A3S_RELOAD", "true");

    private final String variable;
    private final String standard;

    Setting(String variable, String standard) {
        this.variable = variable;
        this.standard = standard;
    }

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the environment. */
    public String variable() {
        return variable;
    }

    /** Where nothing is said. */
    public String standard() {
        return standard;
    }

    /**
     * What the environment says, as it is meant.
     *
     * @throws Failure if it cannot be meant
     */
    public Optional<String> in(Map<String, String> environment) {
        var text = Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
        try {
            return text.map(value -> check(value, 1));
        } catch (Failure e) {
            throw new Failure(ExitCode.WRONG, e.getMessage() + " (" + variable + " is '" + text.orElse("") + "')", e);
        }
    }

    /**
     * What {@code text} comes to.
     *
     * @param leastPort 1 where it is only for now, since somebody may have the privileges
     * @throws Failure if it cannot be one
     */
    public String check(String text, int leastPort) {
        return switch (this) {
            case PORT -> port(text, leastPort);
            case HOST -> host(text);
            case RELOAD -> flag(text);
        };
    }

    private static String port(String text, int least) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < least || port > 65535) {
            var range = least < PortRange.FIRST_UNPRIVILEGED ? PortRange.PROXY : PortRange.UNPRIVILEGED;
            throw new Failure(ExitCode.WRONG, range.message());
        }
        return Integer.toString(port);
    }

    private static String host(String text) {
        if (!HostAddress.isValid(text)) {
            throw new Failure(ExitCode.WRONG, "Invalid host address: " + text);
        }
        return text.equals("localhost") ? DevSpec.DEFAULT_HOST : text;
    }

    private static String flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> "true";
            case "false", "0", "no", "off" -> "false";
            default -> throw new Failure(ExitCode.WRONG, "reload is true or false, not '" + text + "'");
        };
    }
}
