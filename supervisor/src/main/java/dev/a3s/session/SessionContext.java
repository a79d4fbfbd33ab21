package dev.a3s.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.ServiceSpec;
import dev.a3s.logs.ServiceLog;
import dev.a3s.process.FreePorts;
import dev.a3s.service.Answers;
import dev.a3s.service.Hold;
import dev.a3s.service.RunnerContext;
import dev.a3s.service.ServiceStatus;

/**
 * What a session provides to its runners and {@code init} steps. Every answer is of the file and options that the session
 * runs at the moment of the call.
 */
final class SessionContext implements RunnerContext {
    private final Session session;
    private final FreePorts free;
    private final Ingress ingress;
    private final AtomicLong launches = new AtomicLong(System.currentTimeMillis());

    SessionContext(Session session, FreePorts free, Ingress ingress) {
        this.session = session;
        this.free = free;
        this.ingress = ingress;
    }

    @Override
    public Optional<Hold> hold(ServiceSpec spec) {
        return session.hold(spec);
    }

    @Override
    public boolean isExternal(String service) {
        return session.options().external().contains(service);
    }

    @Override
    public Map<String, String> environment(ServiceSpec spec) {
        var file = session.file();
        return ServiceEnvironment.of(file.dir(), session.options().environment(), spec, Map.of(
                "A3S_PROJECT", file.dev().name(),
                "A3S_SESSION", session.name(),
                "A3S_SERVICE", spec.name(),
                "A3S_URL", session.url(spec)));
    }

    @Override
    public List<Path> environmentFiles(ServiceSpec spec) {
        return Stream.concat(Stream.of(session.file().dir().resolve(A3sfileLoader.ENV_FILE_NAME)),
                spec.envFiles().stream()).toList();
    }

    @Override
    public Duration monitor() {
        return session.file().dev().monitor();
    }

    @Override
    public Optional<Instant> unusedSince(String service) {
        return session.isNeeded(service) ? Optional.empty() : ingress.unusedSince(session, service);
    }

    @Override
    public ServiceLog log(String service) {
        return session.log(service);
    }

    @Override
    public int freePort() {
        return free.pick(Set.of());
    }

    @Override
    public Path newRunDir(String service) {
        return unused(session.home().runsDir(service));
    }

    @Override
    public Path newStepDir(String service) {
        return unused(session.home().stepsDir(service));
    }

    /** After the clock was set back the next number may be an earlier launch's. */
    private Path unused(Path dir) {
        var next = dir.resolve(Long.toString(launches.incrementAndGet()));
        while (Files.exists(next)) {
            next = dir.resolve(Long.toString(launches.incrementAndGet()));
        }
        return next;
    }

    @Override
    public Answers answers(int port, Duration still, Consumer<List<String>> waitsFor) {
        return ingress.answers(port, still, waitsFor);
    }

    @Override
    public void moved(ServiceStatus status) {
        session.moved(status);
    }
}
