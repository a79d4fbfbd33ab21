package dev.a3s.watch;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class WatchLimitTest {

    private final IOException watches = new IOException("User limit of inotify watches reached");
    private final IOException instances = new IOException(
            "User limit of inotify instances reached or too many open files");

    @Test
    void theLimitsAreDistinguishedFromOtherFailures() {
        assertThat(WatchLimit.reached(watches)).isTrue();
        assertThat(WatchLimit.reached(instances)).isTrue();
        assertThat(WatchLimit.reached(new IOException("Permission denied"))).isFalse();
        assertThat(WatchLimit.reached(new IOException())).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theMessageHasTheLineThatRaisesTheLimit() {
        assertThat(WatchLimit.trouble(watches)).containsPattern("fs.inotify.max_user_watches is [0-9]{2,},")
                .endsWith("sudo sysctl fs.inotify.max_user_watches=1048576");
        assertThat(WatchLimit.trouble(instances)).contains("fs.inotify.max_user_instances is ")
                .endsWith("sudo sysctl fs.inotify.max_user_instances=1024");
    }
}
