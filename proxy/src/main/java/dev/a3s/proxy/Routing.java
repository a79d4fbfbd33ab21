package dev.a3s.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

/**
 * Finds where one request goes: looks its name up, waits if its service is held, and gets a connection; or has the request
 * answered with a page that says why not. On the event loop of the request's client; only {@link #isHeld} and {@link #weight}
 * are for other threads.
 */
final class Routing {
    /**
     * How long a refused connection or a silent end is taken for a crash that the supervisor is about to notice. The route is
     * looked up again and again in that time: it may start to hold.
     */
    private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_MILLIS = 25;
    private static final long HAND_ON_MILLIS = 50;

    private final Worker worker;
    private final Relay relay;
    private final RequestHead head;
    private final Framing framing;
    private final Authority authority;
    private Optional<Route> route = Optional.empty();
    private Upstream upstream;
    private Optional<Traffic> counted = Optional.empty();
    private boolean lasts;
    private Runnable handedOn = () -> {};
    private boolean connecting;
    private boolean retried;
    private long waitUntil;
    private long heldSince;
    /** Pending while it is held. */
    private Future<?> givesUp;
    private Duration held = Duration.ZERO;
    private long lookUntil;

    Routing(Worker worker, Relay relay, RequestHead head, Framing framing, Authority authority) {
        this.worker = worker;
        this.relay = relay;
        this.head = head;
        this.framing = framing;
        this.authority = authority;
    }

    EventLoop loop() {
        return worker.loop();
    }

    /** Bytes that this request may hold while it waits. */
    long weight() {
        return head.bytes().length + switch (framing) {
            case Framing.Fixed(var length) -> Math.min(length, ClientConnection.MAX_PENDING);
            case Framing.Chunked _ -> ClientConnection.MAX_PENDING;
            case Framing.None _, Framing.UntilClose _ -> 0;
        };
    }

    /** Whether its route says to wait at this moment. */
    boolean isHeld() {
        return target().filter(Target.Hold.class::isInstance).isPresent();
    }

    /** The service it was routed to, empty if its name leads nowhere. */
    String service() {
        return route.map(Route::service).orElse("");
    }

    /** What Via calls us on this route. */
    String via() {
        return worker.via(route.orElseThrow());
    }

    private Optional<Target> target() {
        return worker.routes().lookup(authority.name()).map(Route::target);
    }

    /**
     * Goes on after waiting. {@code next} is run, maybe on this loop, once the request has its connection or its answer, so that
     * whoever waited behind it reaches the upstream after it; or soon, if that upstream is slow to accept.
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    void goOn(Runnable next) {
        noLongerHeld();
        handedOn = next;
        route();
        if (connecting) {
            loop().schedule(this::handOn, HAND_ON_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            handOn();
        }
    }

    private void handOn() {
        var next = handedOn;
        handedOn = () -> {};
        next.run();
    }

    /** Looks the name up and does what its target says. */
    void route() {
        var table = worker.routes().table();
        route = table.lookup(authority.name());
        if (route.isEmpty()) {
            relay.answer(worker.noRoute(authority.name()));
        } else if (worker.cameThrough(route.get(), head.fields())) {
            relay.answer(ErrorPage.loop(route.get().host()));
        } else if (RequestRewrite.isCounted(head) && RequestRewrite.maxForwards(head) == 0) {
            relay.answer(ErrorPage.hopsUsedUp());
        } else {
            switch (route.get().target()) {
                case Target.Forward(var to, var traffic) -> {
                    count(traffic);
                    if (worker.routes().table() == table) {
                        forward(to);
                    } else { // replaced just before it was counted: whoever waits for the count to be zero has not seen it
                        uncount();
                        route();
                    }
                }
                case Target.Hold(var demand) -> hold(demand);
                case Target.Unavailable() -> report(ErrorPage::unavailable);
            }
        }
    }

    private void count(Traffic traffic) {
        traffic.begin();
        counted = Optional.of(traffic);
    }

    /** Its service has no more to do with it. */
    void uncount() {
        counted.ifPresent(lasts ? Traffic::endLasting : Traffic::end);
        counted = Optional.empty();
    }

    /** Its answer goes on for as long as client and service like. */
    void lasts() {
        counted.filter(_ -> !lasts).ifPresent(Traffic::last);
        lasts = true;
    }

    private void hold(Runnable demand) {
        var room = worker.waitingRoom();
        long now = System.nanoTime();
        if (waitUntil != 0 && now - waitUntil >= 0) {
            report(known -> ErrorPage.waitedTooLong(known, room.patience().toSeconds()));
            return;
        }
        if (!room.enter(this)) {
            report(ErrorPage::waitingRoomFull);
            return;
        }
        heldSince = now;
        worker.inBackground(demand);
        if (waitUntil == 0) {
            waitUntil = now + room.patience().toNanos();
        }
        givesUp = loop().schedule(this::waitedTooLong, waitUntil - now, TimeUnit.NANOSECONDS);
        if (!isHeld() && room.leave(this)) {
            noLongerHeld();
            route(); // the routes were replaced just before it entered
        }
    }

    private void waitedTooLong() {
        var room = worker.waitingRoom();
        if (room.leave(this)) {
            noLongerHeld();
            report(known -> ErrorPage.waitedTooLong(known, room.patience().toSeconds()));
        }
    }

    /** Its client has left: it waits no more. */
    void leave() {
        if (worker.waitingRoom().leave(this)) {
            noLongerHeld();
        }
    }

    private void noLongerHeld() {
        givesUp.cancel(false);
        held = held.plusNanos(System.nanoTime() - heldSince);
    }

    /** How long it has waited for a held service, all in all. */
    Duration held() {
        return held;
    }

    private void forward(Upstream to) {
        upstream = to;
        var idle = retried ? null : worker.pool().idle(to, !isRepeatable());
        if (idle != null) {
            relay.attach(idle);
            return;
        }
        connecting = true;
        worker.pool().connect(to, new UpstreamPool.Waiter() {
            @Override
            public void connected(UpstreamConnection fresh) {
                if (relay.isOver()) {
                    fresh.close();
                } else {
                    relay.attach(fresh);
                }
                settled();
            }

            @Override
            public void unreachable(Throwable cause) {
                lookAgain(true, known -> ErrorPage.unreachable(known, to, Causes.of(cause)));
                settled();
            }

            private void settled() {
                connecting = false;
                handOn();
            }
        });
    }

    /** Whether sending it again does no harm: it changes nothing twice, and all of it is still here (RFC 9110 §9.2.2). */
    private boolean isRepeatable() {
        return framing instanceof Framing.None && head.isIdempotent();
    }

    /** A connection ended before the response began: sends the request again if that is safe. */
    void unanswered(UpstreamConnection ended, Throwable cause) {
        if (!ended.isSilent() || !isRepeatable()) {
            broken(cause == null ? "it closed the connection before it had answered" : Causes.of(cause));
        } else if (ended.isReused() && !retried) {
            retried = true;
            forward(upstream);
        } else {
            lookAgain(false, known -> ErrorPage.broken(known, upstream, "it closed the connection without an answer"));
        }
    }

    /** Answers that the upstream sent something that cannot be passed on. */
    void broken(String reason) {
        report(known -> ErrorPage.broken(known, upstream, reason));
    }

    /**
     * Nothing of the request was answered, and it may be sent (again): sees whether the route changes, and answers
     * {@code page} if it does not.
     *
     * @param connect whether to try the same upstream again meanwhile
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void lookAgain(boolean connect, Function<ServiceReport, ErrorPage> page) {
        long now = System.nanoTime();
        if (lookUntil == 0) {
            lookUntil = now + NOTICE_NANOS;
        }
        uncount();
        if (now - lookUntil > 0) {
            report(page);
            return;
        }
        loop().schedule(() -> {
            boolean same = target().filter(this::leadsToSame).isPresent();
            if (same && !connect) {
                lookAgain(false, page);
            } else if (!relay.isOver()) {
                route();
            }
        }, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean leadsToSame(Target target) {
        return target instanceof Target.Forward(var to, _) && to.equals(upstream);
    }

    /** Asks the supervisor what it knows, which may take a while, and answers. */
    private void report(Function<ServiceReport, ErrorPage> page) {
        var asked = route.orElseThrow();
        worker.inBackground(() -> {
            var known = worker.report(asked);
            loop().execute(() -> {
                if (!relay.isOver()) {
                    relay.answer(page.apply(known));
                }
            });
        });
    }
}
