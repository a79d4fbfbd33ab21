package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.a3s.config.ServiceSpec;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.ServiceLog;
import dev.a3s.process.FreePorts;
import dev.a3s.status.Reason;

import static org.awaitility.Awaitility.await;

/** A context for one runner and a way to see what it did: real processes, real logs. Closing it ends everything. */
final class RunnerFixture implements RunnerContext, AutoCloseable {
    private final Path dir;
    private final FreePorts free = new FreePorts();
    private final Map<String, ServiceLog> logs = new ConcurrentHashMap<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<ServiceRunner> runners = new ArrayList<>();
    private final AtomicInteger launches = new AtomicInteger();
    final Set<String> external = ConcurrentHashMap.newKeySet();
    private volatile CompletableFuture<List<String>> answered = CompletableFuture.completedFuture(List.of());
    private volatile Optional<Hold> hold = Optional.empty();

    RunnerFixture(Path dir) {
        this.dir = dir;
    }

    ServiceRunner start(ServiceSpec spec) {
        var runner = ServiceRunner.stopped(spec, this);
        runners.add(runner);
        runner.begin();
        runner.send(new ServiceSignal.Start(Reason.Event.UP));
        runner.settled().join();
        return runner;
    }

    /** A runner for a service as an earlier daemon left it, whose own runner was abandoned. */
    ServiceRunner resume(ServiceStatus left) {
        var runner = ServiceRunner.resumed(left, this);
        runners.clear();
        runners.add(runner);
        runner.begin();
        return runner;
    }

    void hold(Optional<Hold> hold) {
        this.hold = hold;
    }

    /** The words of the states that it was in, in order, without repetitions. */
    List<String> states() {
        return states;
    }

    List<String> notes(String service) {
        return log(service).last(100).stream()
                .filter(line -> line.stream() == LogLine.Stream.NOTE)
                .map(LogLine::text)
                .toList();
    }

    static ServiceState await_(ServiceRunner runner, String reason, Predicate<ServiceState> state) {
        await(reason).atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> state.test(runner.status().state()));
        return runner.status().state();
    }

    @Override
    public Optional<Hold> hold(ServiceSpec spec) {
        return hold;
    }

    /** Used until this is set to a moment. */
    volatile Optional<Instant> unused = Optional.empty();

    @Override
    public Optional<Instant> unusedSince(String service) {
        return unused;
    }

    @Override
    public boolean isExternal(String service) {
        return external.contains(service);
    }

    @Override
    public Map<String, String> environment(ServiceSpec spec) {
        var environment = new HashMap<>(System.getenv());
        environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        environment.put("A3S_SESSION", "test");
        environment.put("A3S_SERVICE", spec.name());
        spec.port().number().ifPresent(port -> environment.put("PORT", Integer.toString(port)));
        return environment;
    }

    @Override
    public List<Path> environmentFiles(ServiceSpec spec) {
        return List.of();
    }

    @Override
    public Duration monitor() {
        return Duration.ofMillis(100);
    }

    @Override
    public ServiceLog log(String service) {
        return logs.computeIfAbsent(service, name -> ServiceLog.open(name, dir.resolve("log-" + name), 1 << 20));
    }

    @Override
    public int freePort() {
        return free.pick(Set.of());
    }

    @Override
    public Path newStepDir(String service) {
        return dir.resolve("steps").resolve(service + "-" + launches.incrementAndGet());
    }

    @Override
    public Path newRunDir(String service) {
        return dir.resolve("runs").resolve(service + "-" + launches.incrementAndGet());
    }

    /** What is under way on every port from now on, until {@code next} completes, it has stood still too long, or it is hurried. */
    void answering(CompletableFuture<List<String>> next) {
        answered = next;
    }

    @Override
    public Answers answers(int port, Duration still, Consumer<List<String>> waitsFor) {
        var over = answered.copy().completeOnTimeout(List.of(), still.toMillis(), TimeUnit.MILLISECONDS);
        return new Answers() {
            @Override
            public CompletableFuture<List<String>> over() {
                return over;
            }

            @Override
            public void hurry() {
                over.complete(List.of("POST /"));
            }
        };
    }

    @Override
    public void moved(ServiceStatus status) {
        var word = status.state().phase().word();
        if (states.isEmpty() || !states.getLast().equals(word)) {
            states.add(word);
        }
    }

    /** The reason for a state, in English. */
    static String words(ServiceState state) {
        return state.reason().map(Reason::words).orElse("");
    }

    @Override
    public void close() {
        runners.forEach(runner -> runner.send(new ServiceSignal.Kill()));
        runners.forEach(runner -> runner.send(new ServiceSignal.Retire(Reason.Event.DOWN)));
        for (var runner : runners) {
            await_(runner, "it is retired", state -> state instanceof ServiceState.Retired);
        }
        logs.values().forEach(ServiceLog::close);
    }
}
