package dev.a3s.cli.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.DevSpec;
import dev.a3s.config.UserSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SettingTest {
    private static final UserSettings USER = new UserSettings(Optional.of(4000), Optional.empty(), Optional.of(false));
    private static final Sources NOTHING = new Sources(Map.of(), Optional.empty(), UserSettings.NONE);

    @Test
    void theStrongestPlaceThatSaysSomethingWins() {
        var environment = Map.of("A3S_PROXY_PORT", "2000");
        var file = Optional.of(dev(3000));
        assertThat(Setting.PORT.resolve(Optional.of(1000), new Sources(environment, file, USER)))
                .isEqualTo(new Chosen<>(1000, Origin.FLAG));
        assertThat(Setting.PORT.resolve(Optional.empty(), new Sources(environment, file, USER)))
                .isEqualTo(new Chosen<>(2000, Origin.ENVIRONMENT));
        assertThat(Setting.PORT.resolve(Optional.empty(), new Sources(Map.of(), file, USER)))
                .isEqualTo(new Chosen<>(3000, Origin.A3SFILE));
        assertThat(Setting.PORT.resolve(Optional.empty(), new Sources(Map.of(), Optional.of(dev(0)), USER)))
                .isEqualTo(new Chosen<>(4000, Origin.USER));
        assertThat(Setting.PORT.resolve(Optional.empty(), NOTHING))
                .isEqualTo(new Chosen<>(DevSpec.DEFAULT_PROXY_PORT, Origin.DEFAULT));
        assertThat(Setting.RELOAD.resolve(Optional.empty(), new Sources(Map.of("A3S_RELOAD", " "), file, USER)))
                .as("a blank variable").isEqualTo(new Chosen<>(false, Origin.USER));
    }

    @Test
    void aValueThatCannotBeIsRefusedInTheSameWordsWhereverItComesFrom() {
        for (var wrong : new Failure[]{catchThrowableOfType(Failure.class, () -> Setting.PORT.ofFlag("70000")),
            catchThrowableOfType(Failure.class, () -> Setting.PORT.ofLastingFlag("70000"))}) {
            assertThat(wrong).hasMessageStartingWith("Port must be between 1024 and 65535")
                    .hasMessageEndingWith("(--port is '70000')");
            assertThat(wrong.exit()).isEqualTo(ExitCode.WRONG);
        }
        var inEnvironment = catchThrowableOfType(Failure.class,
                () -> Setting.PORT.in(Map.of("A3S_PROXY_PORT", "70000")));
        assertThat(inEnvironment).hasMessageStartingWith("Port must be between 1024 and 65535")
                .hasMessageEndingWith("(A3S_PROXY_PORT is '70000')");
        assertThat(inEnvironment.exit()).isEqualTo(ExitCode.WRONG);
    }

    @Test
    void aPortThatTakesPrivilegesCanBeUsedOnceButNotBeOnesDefault() {
        assertThat(Setting.PORT.ofFlag("80")).isEqualTo(80);
        assertThat(catchThrowableOfType(Failure.class, () -> Setting.PORT.ofLastingFlag("80"))).isNotNull();
    }

    private static DevSpec dev(int port) {
        return new DevSpec("shop", port, "", DevSpec.LogLevel.INFO, Optional.empty(), Duration.ofSeconds(3));
    }
}
