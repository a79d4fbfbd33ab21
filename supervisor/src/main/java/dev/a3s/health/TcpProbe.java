package dev.a3s.health;

import java.time.Duration;

import dev.a3s.health.Probe.Result.Healthy;

/** Healthy when the port accepts a connection on 127.0.0.1 or ::1; the connection is closed at once. */
public final class TcpProbe implements Probe {

    private final LoopbackPort loopback;
    private final Attempt.Question question;

    /**
     * @param port    1 to 65535
     * @param timeout for both addresses together
     */
    public TcpProbe(int port, Duration timeout) {
        loopback = new LoopbackPort(port, timeout);
        question = new Connect("port " + port, "");
    }

    @Override
    public Result check() throws InterruptedException {
        return loopback.ask(question);
    }

    private record Connect(String text, String request) implements Attempt.Question {
        @Override
        public Result judge(byte[] answer, int length, boolean ended) {
            return new Healthy();
        }
    }
}
