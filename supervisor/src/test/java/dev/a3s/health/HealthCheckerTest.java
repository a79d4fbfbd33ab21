package dev.a3s.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HealthCheckerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Result> results = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theFirstProbeComesAtOnceAndTheNextOneIntervalAfterASuccess() {
        try (var _ = HealthChecker.start(Healthy::new, LONG, results::add)) {
            await("first result").until(() -> results.size() == 1);
            await("no second within the interval").during(Duration.ofMillis(400)).until(() -> results.size() == 1);
        }
    }

    @Test
    void aServiceThatIsNotReadyIsAskedOftenWhateverTheInterval() {
        try (var _ = HealthChecker.start(() -> new Unhealthy("not yet"), LONG, results::add)) {
            await("several results").until(() -> results.size() >= 4);
        }
    }

    @Test
    void pausesBeforeTheFirstSuccessRiseFrom100To250Milliseconds() {
        var times = Collections.synchronizedList(new ArrayList<Long>());
        try (var _ = HealthChecker.start(() -> {
            times.add(System.nanoTime());
            return new Unhealthy("not yet");
        }, LONG, results::add)) {
            await("several probes").until(() -> times.size() >= 8);
        }
        for (int i = 1; i < 8; i++) {
            assertThat(Duration.ofNanos(times.get(i) - times.get(i - 1)))
                    .as("pause %d", i)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(i < 5 ? 99 : 243));
        }
    }

    @Test
    void failuresAfterASuccessAreReportedAtTheInterval() {
        var answer = new AtomicReference<Result>(new Healthy());
        try (var _ = HealthChecker.start(answer::get, Duration.ofMillis(10), results::add)) {
            await("success").until(() -> results.contains(new Healthy()));
            answer.set(new Unhealthy("gone"));
            await("failures").until(() -> results.stream().filter(new Unhealthy("gone")::equals).count() >= 3);
        }
    }

    @Test
    void closingInterruptsAProbeAndNothingIsReportedAfterwards() throws Exception {
        var probing = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var checker = HealthChecker.start(() -> {
            probing.countDown();
            try {
                Thread.sleep(LONG);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new Healthy();
        }, LONG, results::add);
        probing.await();
        checker.close();
        interrupted.await();
        await("silence").during(Duration.ofMillis(100)).until(results::isEmpty);
    }

    @Test
    void aConsumerMayCloseTheChecker() throws Exception {
        var checker = new AtomicReference<HealthChecker>();
        var ready = new CountDownLatch(1);
        checker.set(HealthChecker.start(() -> new Unhealthy("no"), LONG, result -> {
            try {
                ready.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            checker.get().close();
            results.add(result);
        }));
        ready.countDown();
        await("reported once").until(() -> results.size() == 1);
        await("and never again").during(Duration.ofMillis(300)).until(() -> results.size() == 1);
    }

    @Test
    void aConsumerThatThrowsGetsTheNextResultAllTheSame() {
        try (var _ = HealthChecker.start(() -> new Unhealthy("no"), LONG, result -> {
            results.add(result);
            throw new IllegalStateException("a consumer's defect");
        })) {
            await("several results").until(() -> results.size() >= 3);
        }
    }

    @Test
    void aProbeThatThrowsIsAnUnhealthyResult() {
        try (var _ = HealthChecker.start(() -> {
            throw new IllegalStateException("a probe's defect");
        }, LONG, results::add)) {
            await("a result").until(() -> !results.isEmpty());
            assertThat(results.getFirst()).isEqualTo(
                    new Unhealthy("the probe itself failed: java.lang.IllegalStateException: a probe's defect"));
        }
    }
}
