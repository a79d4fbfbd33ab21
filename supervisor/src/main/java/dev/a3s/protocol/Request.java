package dev.a3s.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Listen;
import dev.a3s.session.naming.SessionSelector;

/**
 * A request of a command to the daemon. Paths are absolute. A request with a {@code session} is refused if that selects several
 * sessions; a request with {@code sessions} is about all that it selects.
 */
public sealed interface Request {

    /**
     * Start services; answered by {@link Reply.Opened}, a {@link Reply.Moved} for each change, and, once nothing is left
     * to wait for, {@link Reply.Settled} and Done: 0 if all are ready, 1 if not.
     *
     * @param file        the A3sfile
     * @param environment of the caller, kept for the session if this request creates it
     * @param services    to start together with their dependencies; empty: every service with {@code start = "auto"}
     * @param listen      where to serve the session, as far as that is set outside of the file
     * @param timeout     how long to wait; zero is unlimited
     * @param external    services that the user runs without a3s, besides those that are external already
     * @param watch       whether files are watched
     * @param refreshEnvironment whether a running session goes over to {@code environment}
     * @param force       whether to stop processes outside of a3s that listen on these services' ports
     * @param only        services to start without their dependencies, instead of {@code services}
     * @param all         every service, whatever its {@code start}
     */
    record Up(Path file, Map<String, String> environment, List<String> services, Listen listen,
            Duration timeout, List<String> external, boolean watch, boolean refreshEnvironment, boolean force,
            List<String> only, boolean all)
            implements
                Request {}

    /**
     * Stop services in reverse order; answered by {@link Reply.Sessions} with the sessions as they are before, a
     * {@link Reply.Moved} for each change and Done.
     *
     * @param services empty: all, and the sessions end
     */
    record Down(SessionSelector sessions, List<String> services) implements Request {}

    /** Kill all services of these sessions; answered by Done at once. */
    record Kill(SessionSelector sessions) implements Request {}

    /** Stop and start services; answered like {@link Up}, without Settled. */
    record Restart(SessionSelector session, List<String> services, boolean force) implements Request {}

    /**
     * Wait until services are ready, and start none; answered by a {@link Reply.Moved} for each change and Done: 0 if all are
     * ready, 1 when one has failed.
     *
     * @param services empty: all that are to run
     * @param timeout  how long to wait; zero is unlimited
     */
    record Wait(SessionSelector session, List<String> services, Duration timeout) implements Request {}

    /**
     * Send a signal to the commands of a session's services, as to those of a shell's job; answered by Done: 0 if one of them
     * lived.
     *
     * @param signal its name without {@code SIG}
     */
    record Signal(SessionSelector session, String signal) implements Request {}

    /** End the processes that listen on a port, unless a3s runs them or is one of them; answered by {@link Reply.News} and Done. */
    record FreePort(int port) implements Request {}

    /** Answered by {@link Reply.Sessions} and Done. */
    record Status(SessionSelector sessions) implements Request {}

    /** Answered by {@link Reply.Why} and Done. */
    record Why(SessionSelector session, String service) implements Request {}

    /** Answered by {@link Reply.Terminal} and Done. */
    record Attach(SessionSelector session, String service) implements Request {}

    /**
     * Answered by {@link Reply.Services}, {@link Reply.Lines} and Done. Where no session runs, the lines are those of the
     * last one, and nothing is followed.
     *
     * @param services empty: all
     * @param last     how many of the lines so far; {@link Integer#MAX_VALUE}: all
     * @param follow   whether to follow, until the caller hangs up or the session ends
     * @param resume   for a follower that was cut off; then {@code last} and {@code since} are ignored
     * @param since    only lines that were read then or later
     * @param grep     only lines in which this regular expression matches somewhere, escape sequences removed before
     * @param longest  in bytes; of longer lines only so much, and how long they are; 0: all of each
     */
    record Logs(SessionSelector session, List<String> services, int last, boolean follow, Optional<Resume> resume,
            Optional<Instant> since, Optional<String> grep, int longest)
            implements
                Request {

        /** A request for the last {@code count} lines, whatever is in them. */
        public static Logs last(int count, SessionSelector session, List<String> services) {
            return new Logs(session, services, count, false, Optional.empty(), Optional.empty(), Optional.empty(), 0);
        }

        /** This request with {@code follow}. */
        public Logs following() {
            return new Logs(session, services, last, true, resume, since, grep, longest);
        }

        /** This request, for a follower that was cut off at {@code from}. */
        public Logs resuming(Resume from) {
            return new Logs(session, services, last, follow, Optional.of(from), since, grep, longest);
        }

        /** This request, for lines of at most so many bytes. */
        public Logs cutTo(int bytes) {
            return new Logs(session, services, last, follow, resume, since, grep, bytes);
        }
    }

    /**
     * How far a follower came.
     *
     * @param seen  by service, the number of the last line that the follower got
     * @param begun when it began; of services that are not in {@code seen}, everything since then is new to it
     */
    record Resume(Map<String, Long> seen, Instant begun) {}

    /**
     * Answered by {@link Reply.Services}, a {@link Reply.AccessLogEntry} for each HTTP request that came to the services through
     * the proxy, and Done.
     *
     * @param services empty: all
     * @param last     how many of the HTTP requests so far
     * @param follow   whether to follow, until the caller hangs up or the session ends
     * @param resumed  whether a follower that was cut off asks again; then it is no error that the session has ended
     */
    record Http(SessionSelector session, List<String> services, int last, boolean follow,
            boolean resumed) implements Request {}

    /**
     * Answered by {@link Reply.Environment} and Done: what the service has, or would have if it were started.
     *
     * @param environment of the caller, used if no session runs
     */
    record EnvironmentOf(SessionSelector session, String service, Map<String, String> environment) implements Request {}

    /** Answered by {@link Reply.Daemon} and Done. */
    record DaemonStatus() implements Request {}

    /** End the daemon. Without {@code keepServices} it ends every session first. */
    record DaemonStop(boolean keepServices) implements Request {}
}
