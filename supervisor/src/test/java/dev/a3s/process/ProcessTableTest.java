package dev.a3s.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProcessTableTest {
    private final ProcessTable table = Kernel.processes();

    @Test
    void thisProcessIsInTheTable() {
        long self = ProcessHandle.current().pid();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(table.snapshot()).filteredOn(process -> process.pid() == self)
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.ppid()).isEqualTo(parent);
                    assertThat(process.sid()).isEqualTo(Posix.session(self));
                    assertThat(table.find(self)).hasValueSatisfying(found -> assertThat(found.same(process)).isTrue());
                });
    }

    @Test
    void whatProcessesUseIsMeasured(@TempDir Path dir) {
        try (var runs = new Runs(dir)) {
            var busy = runs.sh("while :; do :; done");
            await("a tenth of a second of work")
                    .until(() -> table.sample(List.of(busy.pid())).cpu().compareTo(Duration.ofMillis(100)) > 0);
            assertThat(table.sample(List.of(busy.pid())).residentBytes()).isBetween(100_000L, 50_000_000L);
        }
        assertThat(table.sample(List.of(4_000_000L))).isEqualTo(new Usage(Duration.ZERO, 0));
    }

    @Test
    void namesWithSpacesAndParenthesesAreRead(@TempDir Path dir) {
        try (var runs = new Runs(dir)) {
            var odd = runs.launch(runs.launch(
                    List.of("perl", "-e", "$0 = \"a) (b c) 1 2\"; $| = 1; print 1; sleep 300"), Map.of(),
                    Launch.Stdin.OPEN));
            await("renamed").until(() -> runs.output().equals("1"));
            assertThat(table.snapshot()).filteredOn(process -> process.pid() == odd.pid())
                    .singleElement()
                    .satisfies(process -> assertThat(process.command()).isEqualTo("[a) (b c) 1 2]"));
        }
    }
}
