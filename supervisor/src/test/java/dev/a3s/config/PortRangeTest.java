package dev.a3s.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PortRangeTest {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(PortRange.class)
    void theSmallestAndLargestPortOfTheMessageAreTheFirstAndLastThatAreAccepted(PortRange range) {
        var numbers = NUMBER.matcher(range.message()).results().mapToInt(found -> Integer.parseInt(found.group()));
        var said = numbers.summaryStatistics();
        assertThat(range.contains(said.getMin())).isTrue();
        assertThat(range.contains(said.getMin() - 1)).isFalse();
        assertThat(range.contains(said.getMax())).isTrue();
        assertThat(range.contains(said.getMax() + 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"dev {; proxy_port = %s; }|PROXY",
        "service \"a\" {; cmd = \"x\"; port = %s; }|ANY",
        "service \"a\" {; cmd = \"x\"; health = \"tcp://localhost:%s\"; }|ANY",
        "route \"a\" {; to = \"http://127.0.0.1:%s\"; }|ANY"})
    void anA3sfileAcceptsWhatItsMessageSays(String text, PortRange range) {
        var project = ProjectDirectory.in(temporary);
        var pattern = text.replace(";", "\n") + "\n";
        assertThat(project.problems(pattern.formatted("1"))).isEmpty();
        assertThat(project.problems(pattern.formatted("65535"))).isEmpty();
        assertThat(project.problems(pattern.formatted("65536")))
                .contains(": error: " + range.message() + ", not 65536");
    }
}
