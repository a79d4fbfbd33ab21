package dev.a3s.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.a3s.config.HealthSpec.StatusRange;
import dev.a3s.config.Port;
import dev.a3s.health.HttpProbe;
import dev.a3s.health.Probe;
import dev.a3s.health.TcpProbe;

/**
 * Probes a service on the port where it really listens. While the probe fails on the expected port and no process of the service
 * listens there, the search looks where they do listen. A port that a3s chose gives way to the one found; of several, to the
 * only one that speaks HTTP. A port that the file fixes stays, and the failure names the port found. A first success counts
 * only if no other service is known to listen on the port. The health checker's thread only.
 */
final class PortSearch implements Probe {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final StatusRange ANY_STATUS = new StatusRange(100, 599);

    private final boolean fixed;
    private final boolean asksThePort;
    private final IntFunction<Probe> probeAt;
    private final Supplier<Set<Integer>> listening;
    private final IntFunction<Optional<String>> otherAt;
    private final IntConsumer found;
    private int port;
    private Probe probe;
    private boolean seenListening;
    private String seenElsewhere = "";
    private long nextLook = System.nanoTime();
    private boolean believed;

    /**
     * @param expected    as the file has it
     * @param port        where the service was last seen, or is expected
     * @param asksThePort whether a good answer of the probe means that the service listens on its port
     * @param probeAt     the service's probe, for a port
     * @param listening   the ports that the service's processes listen on now
     * @param otherAt     which other service is known to serve a port; asked until a good answer is believed
     * @param found       receives the port each time that the service turns out to listen elsewhere
     */
    PortSearch(Port expected, int port, boolean asksThePort, IntFunction<Probe> probeAt,
            Supplier<Set<Integer>> listening, IntFunction<Optional<String>> otherAt, IntConsumer found) {
        this.fixed = expected instanceof Port.Fixed;
        this.port = port;
        this.asksThePort = asksThePort;
        this.probeAt = probeAt;
        this.listening = listening;
        this.otherAt = otherAt;
        this.found = found;
        this.probe = probeAt.apply(port);
    }

    @Override
    public Result check() throws InterruptedException {
        var result = asksThePort ? believable(probe.check()) : probe.check();
        if (result instanceof Result.Unhealthy(var reason) && asksThePort) {
            return isTimeToLook() ? elsewhere(reason) : new Result.Unhealthy(reason + seenElsewhere);
        }
        if (!asksThePort && !seenListening && isTimeToLook()) {
            look();
        }
        return result;
    }

    private Result believable(Result result) {
        if (believed || !(result instanceof Result.Healthy)) {
            return result;
        }
        var other = otherAt.apply(port);
        believed = other.isEmpty();
        return believed ? result : new Result.Unhealthy("port " + port + " is served by " + other.get());
    }

    private boolean isTimeToLook() {
        if (System.nanoTime() < nextLook) {
            return false;
        }
        nextLook = System.nanoTime() + LOOK_AGAIN.toNanos();
        return true;
    }

    private Result elsewhere(String reason) throws InterruptedException {
        var ports = listening.get();
        seenElsewhere = ports.isEmpty() || ports.contains(port) ? ""
                : "; it listens on " + ports.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " instead";
        var only = fixed || seenElsewhere.isEmpty() ? OptionalInt.empty() : only(ports);
        if (only.isEmpty()) {
            return new Result.Unhealthy(reason + seenElsewhere);
        }
        moveTo(only.getAsInt());
        return probe.check();
    }

    /** Finds the port of a service whose probe does not ask it, and so cannot say where requests should go. */
    private void look() throws InterruptedException {
        if (new TcpProbe(port, PATIENCE).check() instanceof Result.Healthy) {
            seenListening = true;
            return;
        }
        if (!fixed) {
            only(listening.get()).ifPresent(this::moveTo);
        }
    }

    private void moveTo(int other) {
        port = other;
        probe = probeAt.apply(other);
        seenListening = true;
        believed = true;
        found.accept(other);
    }

    private static OptionalInt only(Set<Integer> ports) throws InterruptedException {
        if (ports.size() == 1) {
            return OptionalInt.of(ports.iterator().next());
        }
        var speaking = new ArrayList<Integer>();
        for (int candidate : List.copyOf(ports)) {
            if (new HttpProbe(candidate, "/", ANY_STATUS, PATIENCE).check() instanceof Result.Healthy) {
                speaking.add(candidate);
            }
        }
        return speaking.size() == 1 ? OptionalInt.of(speaking.getFirst()) : OptionalInt.empty();
    }
}
