package dev.a3s.health;

import java.time.Duration;

import dev.a3s.health.Probe.Result.Healthy;

/** Healthy when the port accepts a connection on 127.0.0.1 or ::1; the connection is closed at once. */
public final class TcpProbe implements Probe {

    private final Loopback loopback;

    /**
     * @param port    1 to 65535
     * @param timeout for both addresses together
     */
    public TcpProbe(int port, Duration timeout) {
        loopback = new Loopback(port, "port " + port, timeout);
    }

    @Override
    public Result check() throws InterruptedException {
        return loopback.ask((_, _) -> new Healthy());
    }
}
