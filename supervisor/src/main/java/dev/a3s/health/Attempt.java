package dev.a3s.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Unhealthy;

/** One connection on which a question is asked, and whose answer may be waited for in turns. */
final class Attempt implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Attempt.class.getName());
    private static final int MOST_READ = 8192;

    private final InetSocketAddress address;
    private final Question question;
    private final Socket socket = new Socket();
    private final byte[] answer = new byte[MOST_READ];
    private int length;
    private boolean ended;
    private Result result;

    /** A request, and how its answer is judged. */
    interface Question {

        /** A text for the user, with which a reason begins. */
        String text();

        /** The bytes to send, in UTF-8; empty to send nothing. */
        String request();

        /**
         * Judges an answer.
         *
         * @param answer what has come so far, its first {@code length} bytes
         * @param ended  whether nothing more will come
         * @return null if more is needed, unless {@code ended}
         */
        Result judge(byte[] answer, int length, boolean ended);
    }

    Attempt(InetSocketAddress address, Question question) {
        this.address = address;
        this.question = question;
    }

    /** Connects, if that has not been done, and reads on until there is a result; null if there is none in time. */
    Result await(Deadline until) {
        if (result != null || socket.isClosed()) { // closed by the JDK: connecting took too long
            return result;
        }
        try {
            if (!socket.isConnected() && !connect(until)) {
                return result;
            }
            result = question.judge(answer, length, ended);
            for (boolean over = false; result == null && !over; over = until.passed()) {
                read(until);
                result = question.judge(answer, length, ended);
            }
        } catch (SocketTimeoutException _) {
            return null;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, question.text(), e);
            result = new Unhealthy(question.text() + ": the connection was reset before there was an answer");
        }
        return result;
    }

    private boolean connect(Deadline until) throws IOException {
        try {
            socket.connect(address, until.millisLeft());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException _) {
            result = nothingListens(address.getPort());
            return false;
        }
        if (!question.request().isEmpty()) {
            socket.getOutputStream().write(question.request().getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    private void read(Deadline until) throws IOException {
        socket.setSoTimeout(until.millisLeft());
        int read = socket.getInputStream().read(answer, length, answer.length - length);
        length += Math.max(0, read);
        ended = read < 0 || length == answer.length;
    }

    static Unhealthy nothingListens(int port) {
        return new Unhealthy("nothing listens on port " + port);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            return; // it was only asked
        }
    }
}
