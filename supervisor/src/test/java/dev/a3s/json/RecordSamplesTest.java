package dev.a3s.json;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSamplesTest {
    private static final Set<Object> DEFAULTS = Set.of("", false, 0, Optional.empty(), List.of());

    private record Everything(String text, String other, boolean first, boolean second, boolean third, int count,
            int size, Optional<String> maybe, List<Long> numbers) {}

    @Test
    void everyTwoComponentsDifferSomewhereAndEachHasAnotherValueThanItsDefault() {
        List<Function<Everything, Object>> components = List.of(Everything::text, Everything::other,
                Everything::first, Everything::second, Everything::third, Everything::count, Everything::size,
                Everything::maybe, Everything::numbers);
        var columns = components.stream().map(value -> RecordSamples.of(Everything.class).map(value).toList()).toList();
        assertThat(columns).doesNotHaveDuplicates();
        for (var column : columns) {
            assertThat(column.stream().filter(value -> !DEFAULTS.contains(value))).isNotEmpty();
        }
    }
}
