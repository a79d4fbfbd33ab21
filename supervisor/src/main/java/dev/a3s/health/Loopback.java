package dev.a3s.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

/**
 * Asks a port of this machine on both of its loopback addresses.
 *
 * <p>
 * 127.0.0.1 goes first, then the address that answered last. The other one joins when the first has failed or has been
 * silent for half of the time, and the first good answer counts: one request in the usual case, and a server that hangs
 * on one address does not hide a healthy one on the other. The addresses are literals; no resolver is asked.
 */
final class Loopback {

    private static final List<InetAddress> ADDRESSES = List.of(address(127, 0, 0, 1),
            address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));

    private final int port;
    private final String asked;
    private final Duration timeout;
    private volatile InetAddress answeredLast = ADDRESSES.getFirst();

    /**
     * @param port    1 to 65535
     * @param asked   what the question is to the user, the beginning of a reason
     * @param timeout for both addresses together
     */
    Loopback(int port, String asked, Duration timeout) {
        if (port < 1 || port > 65535)
            throw new IllegalArgumentException("not a port: " + port);
        this.port = port;
        this.asked = asked;
        this.timeout = timeout;
    }

    /** What is asked over one connection. */
    @FunctionalInterface
    interface Question {
        Result ask(Socket socket, Deadline deadline) throws IOException;
    }

    private Unhealthy nothingListens() {
        return new Unhealthy("nothing listens on port " + port);
    }

    private Unhealthy noAnswer() {
        return new Unhealthy(asked + ": no answer within " + Deadline.text(timeout));
    }

    /** Asks on both addresses, each on a virtual thread of its own; both have ended or are ending on return. */
    Result ask(Question question) throws InterruptedException {
        var deadline = Deadline.in(timeout);
        var first = answeredLast;
        var second = ADDRESSES.get(1 - ADDRESSES.indexOf(first));
        var answers = new LinkedBlockingQueue<Result>();
        var asking = List.of(asker(first, question, deadline, answers), asker(second, question, deadline, answers));
        try {
            asking.getFirst().start();
            var early = answers.poll(timeout.toNanos() / 2, TimeUnit.NANOSECONDS);
            if (early instanceof Healthy)
                return early;
            asking.getLast().start();
            var best = early;
            for (int awaited = early == null ? 2 : 1; awaited > 0 && !(best instanceof Healthy); awaited--) {
                var late = answers.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
                best = better(best, late == null ? noAnswer() : late);
            }
            return best;
        } finally {
            asking.forEach(Thread::interrupt);
        }
    }

    private Thread asker(InetAddress address, Question question, Deadline deadline,
            LinkedBlockingQueue<Result> answers) {
        return Thread.ofVirtual().name("probe " + address.getHostAddress() + " " + port).unstarted(() -> {
            var answer = askAt(address, question, deadline);
            if (answer instanceof Healthy)
                answeredLast = address;
            answers.add(answer);
        });
    }

    private Result askAt(InetAddress address, Question question, Deadline deadline) {
        try (var socket = new Socket()) {
            try {
                socket.connect(new InetSocketAddress(address, port), deadline.millisLeft());
            } catch (SocketTimeoutException e) {
                return noAnswer();
            } catch (IOException e) {
                return nothingListens();
            }
            return question.ask(socket, deadline);
        } catch (SocketTimeoutException e) {
            return noAnswer();
        } catch (IOException e) {
            return new Unhealthy(asked + ": " + e.getMessage());
        }
    }

    /** A good answer, else the first that says more than that nobody was there. */
    private Result better(Result first, Result second) {
        return first == null || second instanceof Healthy || first.equals(nothingListens()) ? second : first;
    }

    private static InetAddress address(int... bytes) {
        var raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++)
            raw[i] = (byte) bytes[i];
        try {
            return InetAddress.getByAddress("localhost", raw);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
