package dev.a3s.health;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import dev.a3s.health.Attempt.Question;
import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

/**
 * A port of this machine on both of its loopback addresses.
 *
 * <p>
 * 127.0.0.1 is asked first, from then on the address that answered last. The other one joins when that one has failed
 * or has been silent for half of the time, and either good answer counts: one request in the usual case, and a server
 * that hangs on one address does not hide a healthy one on the other. All of it happens on the caller's thread, which
 * makes a probe cheap: twenty services are probed ten times a second for as long as they run. The addresses are
 * literals; no resolver is asked.
 */
final class LoopbackPort {

    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final Duration timeout;
    private final Duration half;
    private volatile InetSocketAddress first;
    private volatile InetSocketAddress second;

    /**
     * @param port    1 to 65535
     * @param timeout for both addresses together
     */
    LoopbackPort(int port, Duration timeout) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        this.timeout = timeout;
        this.half = timeout.dividedBy(2);
        this.first = address(IPV4, port);
        this.second = address(IPV6, port);
    }

    /** Asks on one address or both; on a virtual thread an interrupt ends it. */
    Result ask(Question question) throws InterruptedException {
        var untilHalf = Deadline.in(half);
        var untilEnd = Deadline.in(timeout);
        try (var one = new Attempt(first, question); var other = new Attempt(second, question)) {
            var result = one.await(untilHalf);
            if (result instanceof Healthy) {
                return result;
            }
            var otherResult = other.await(untilEnd);
            if (otherResult instanceof Healthy) {
                swap();
                return otherResult;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return worse(one.await(untilEnd), otherResult, question);
        }
    }

    private void swap() {
        var healthy = second;
        second = first;
        first = healthy;
    }

    /** Returns the bad answer of the two that says more than that nobody listens; null stands for silence. */
    private Result worse(Result one, Result other, Question question) {
        if (one instanceof Healthy) {
            return one; // it came late, but in time
        }
        var silence = new Unhealthy(question.text() + ": no answer within " + Deadline.text(timeout));
        var nobody = Attempt.nothingListens(first.getPort());
        if (nobody.equals(one)) {
            return other == null ? silence : other;
        }
        return one == null ? silence : one;
    }

    private static InetSocketAddress address(byte[] bytes, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress("localhost", bytes), port);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
