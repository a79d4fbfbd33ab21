package dev.a3s.proxy;

import java.time.Duration;

/** Why a request is answered by the proxy and not by a service. */
public sealed interface Unserved {

    /** What is wrong with the service's answer: a clause without full stop; empty if there is none to blame. */
    default String fault() {
        return switch (this) {
            case Unreachable(_, _, var why) -> why;
            case Ended(_, _, var how) -> how;
            case Broken(_, _, var why) -> why;
            case NotReadyYet _, OwnName _, UnknownName _, CameBack _, HopsUsedUp _, OutOfService _, WaitedTooLong _, WaitingRoomFull _, CutOff _ ->
                "";
        };
    }

    /** The name belongs to the proxy itself, and to no route. */
    record OwnName(KnownNames names) implements Unserved {}

    /** No route has the name {@code host}, which is empty if the request names no host. */
    record UnknownName(String host, KnownNames names) implements Unserved {}

    /** The request comes back to the service behind {@code host}, which has sent it. */
    record CameBack(String host) implements Unserved {}

    /** The request may pass no more proxies (RFC 9110 §7.6.2). */
    record HopsUsedUp() implements Unserved {}

    /** The service will not come up by itself. */
    record OutOfService(ServiceReport report) implements Unserved {}

    /** The service was waited for as long as a request may wait. */
    record WaitedTooLong(ServiceReport report, Duration patience) implements Unserved {}

    /** A person waits for the service, which may take longer still. */
    record NotReadyYet(ServiceReport report) implements Unserved {}

    /** Too many requests wait already. */
    record WaitingRoomFull(ServiceReport report) implements Unserved {}

    /**
     * No connection to the service can be had.
     *
     * @param why a clause without full stop
     */
    record Unreachable(ServiceReport report, Upstream upstream, String why) implements Unserved {}

    /**
     * The service ended the connection before it had answered.
     *
     * @param how a clause without full stop that begins with "it"
     */
    record Ended(ServiceReport report, Upstream upstream, String how) implements Unserved {}

    /**
     * The service sent an answer that must not be passed on.
     *
     * @param why a clause without full stop
     */
    record Broken(ServiceReport report, Upstream upstream, String why) implements Unserved {}

    /**
     * The service was ended on purpose before it had answered.
     *
     * @param restart whether in order to start it again
     */
    record CutOff(ServiceReport report, boolean restart) implements Unserved {}
}
