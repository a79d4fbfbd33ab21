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
    /** A request that so many processes have ended without an answer is what they die of, or as good as that. */
    private static final int MAX_UNANSWERED = 4;
    /** Attempts at an upstream that is said to listen and yet refuses connections, or ends them without an answer. */
    private static final int MAX_FUTILE = 3;
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
    private int unanswered;
    private int futile;
    /** While the supervisor looks what became of the service. */
    private volatile boolean asking;
    private long heldSince;
    /** Pending while it is held. */
    private Future<?> givesUp;
    private Duration held = Duration.ZERO;

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

    /** Whether it is to wait at this moment: its route says so, or the supervisor looks what became of its service. */
    boolean isHeld() {
        return asking || target().filter(Target.Hold.class::isInstance).isPresent();
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
                case Target.Forward(var to, var traffic, _) -> {
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
        if (!enterWaitingRoom()) {
            return;
        }
        worker.inBackground(demand);
        if (!isHeld() && worker.waitingRoom().leave(this)) {
            noLongerHeld();
            route(); // the routes were replaced just before it entered
        }
    }

    /** Whether it waits from now on; otherwise it is being answered. */
    private boolean enterWaitingRoom() {
        var room = worker.waitingRoom();
        var patience = room.patience().minus(held);
        if (!patience.isPositive()) {
            reportWaitedTooLong();
            return false;
        }
        if (!room.enter(this)) {
            report(ErrorPage::waitingRoomFull);
            return false;
        }
        heldSince = System.nanoTime();
        givesUp = loop().schedule(this::waitedTooLong, patience.toNanos(), TimeUnit.NANOSECONDS);
        return true;
    }

    private void waitedTooLong() {
        if (worker.waitingRoom().leave(this)) {
            noLongerHeld();
            reportWaitedTooLong();
        }
    }

    private void reportWaitedTooLong() {
        report(known -> ErrorPage.waitedTooLong(known, worker.waitingRoom().patience().toSeconds()));
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
                askWhatBecameOfIt(known -> ErrorPage.unreachable(known, to, Causes.of(cause)));
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
            return;
        }
        if (ended.isReused() && !retried) {
            retried = true;
            forward(upstream);
            return;
        }
        Function<ServiceReport, ErrorPage> page = known -> ErrorPage.broken(known, upstream,
                "it closed the connection without an answer");
        if (++unanswered < MAX_UNANSWERED) {
            askWhatBecameOfIt(page);
        } else {
            report(page);
        }
    }

    /** Answers that the upstream sent something that cannot be passed on. */
    void broken(String reason) {
        report(known -> ErrorPage.broken(known, upstream, reason));
    }

    /**
     * The upstream did not answer, and the request may be sent (again). Only the supervisor knows why: its process may have
     * died, or be about to listen again. The request waits until that has been looked at, and goes where its route leads then.
     *
     * @param page the answer if the service goes on as if nothing had happened, and still does not answer
     */
    private void askWhatBecameOfIt(Function<ServiceReport, ErrorPage> page) {
        uncount();
        asking = true;
        if (enterWaitingRoom()) {
            var target = (Target.Forward) route.orElseThrow().target(); // else there would be no upstream
            worker.inBackground(() -> {
                try {
                    target.recheck().run();
                } finally {
                    loop().execute(() -> answeredWhatBecameOfIt(page));
                }
            });
        }
    }

    private void answeredWhatBecameOfIt(Function<ServiceReport, ErrorPage> page) {
        asking = false;
        if (!worker.waitingRoom().leave(this)) {
            return;
        }
        noLongerHeld();
        boolean same = target().filter(this::leadsToSame).isPresent();
        futile = same ? futile + 1 : 0;
        if (futile < MAX_FUTILE) {
            route();
        } else {
            report(page);
        }
    }

    private boolean leadsToSame(Target target) {
        return target instanceof Target.Forward(var to, _, _) && to.equals(upstream);
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
