package dev.a3s.cli.settings;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.config.DevSpec;
import dev.a3s.config.Listen;
import dev.a3s.config.UserSettings;

/**
 * What every place but flags says about settings.
 *
 * @param environment of the command
 * @param file        the A3sfile's {@code dev} block, loaded with {@link #UNSAID}; empty: none, or somebody else looks there
 * @param user        the user's own defaults
 */
public record Sources(Map<String, String> environment, Optional<DevSpec> file, UserSettings user) {
    /** To load an A3sfile with, so that its port is 0 and its host is empty where it does not say them. */
    public static final Listen UNSAID = new Listen(OptionalInt.of(0), Optional.of(""));

    /** These sources and the A3sfile's {@code dev} block. */
    public Sources with(Optional<DevSpec> dev) {
        return new Sources(environment, dev, user);
    }
}
