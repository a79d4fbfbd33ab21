package dev.a3s.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameColoursTest {

    @Test
    void namesArePaddedToTheLongestButForOneThatIsTooLong() {
        var tooLong = "a-name-".repeat(8);
        var names = new NameColours(Console.recording(new ByteArrayOutputStream()),
                List.of("db", "storefront", tooLong));
        assertThat(names.padded("db")).isEqualTo("db        ");
        assertThat(names.padded(tooLong)).isEqualTo(tooLong);
    }

    @Test
    void namesThatAreExpectedAreAlignedWithThoseThatCameBefore() {
        var names = new NameColours(Console.recording(new ByteArrayOutputStream()), List.of());
        assertThat(names.padded("db")).isEqualTo("db");
        names.expect(List.of("storefront"));
        assertThat(names.padded("db")).isEqualTo("db        ");
    }
}
