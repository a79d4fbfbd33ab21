package dev.a3s.process;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SamplerTest extends RunTest {
    private static final String LISTENER = """
            use Socket;
            socket(S, PF_INET, SOCK_STREAM, 0) && bind(S, sockaddr_in(0, INADDR_LOOPBACK)) && listen(S, 1) or die;
            $| = 1;
            print +(sockaddr_in(getsockname(S)))[0], "\\n";
            sleep 300;
            """;

    private final Sampler sampler = new Sampler();

    @Test
    void aRunsWholeTreeIsMeasuredAndItsRestIsNot() {
        var busy = runs.sh("(while :; do :; done) & wait");
        var idle = runs.sh("sleep 300");
        await("the loop is seen at work").atMost(Runs.LONG).until(() -> {
            var loads = sampler.sample(List.of(busy, idle));
            assertThat(loads.get(idle).cpuPercent()).isLessThan(20);
            assertThat(loads.get(idle).residentBytes()).isBetween(100_000L, 50_000_000L);
            return loads.get(busy).cpuPercent() > 20;
        });
    }

    @Test
    void theLoadIsThatOfTheTimeSinceTheLookBefore() {
        var run = runs.sh("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo rested; sleep 300");
        await("it rests").atMost(Runs.LONG).until(() -> runs.output().contains("rested"));
        assertThat(sampler.sample(List.of(run)).get(run).cpuPercent()).as("since its start").isPositive();
        await("an interval without work").until(() -> sampler.sample(List.of(run)).get(run).cpuPercent() == 0);
    }

    @Test
    void portsAreThoseThatItsProcessesListenOn() {
        var server = runs.launch(runs.launch(List.of("perl", "-e", LISTENER), Map.of(), Launch.Stdin.OPEN));
        var silent = runs.launch(new Launch(dir.resolve("silent"), List.of("sleep", "300"), dir, System.getenv(),
                Launch.Stdin.EMPTY, dir.resolve("silent.out"), dir.resolve("silent.err")));
        await("it listens").until(() -> runs.output().endsWith("\n"));
        var loads = sampler.sample(List.of(server, silent));
        assertThat(loads.get(server).ports()).containsExactly(Integer.valueOf(runs.output().strip()));
        assertThat(loads.get(silent).ports()).isEmpty();
    }

    @Test
    void whatHasEndedUsesNothing() {
        var run = runs.sh("sleep 300");
        Runs.stop(run, Runs.NO_GRACE);
        assertThat(sampler.sample(List.of(run)).get(run)).satisfies(load -> {
            assertThat(load.residentBytes()).isZero();
            assertThat(load.cpuPercent()).isZero();
            assertThat(load.ports()).isEmpty();
        });
        assertThat(run.id().lives()).isFalse();
    }
}
