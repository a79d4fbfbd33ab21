package dev.a3s.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Finds where one request goes: looks its name up, waits while its service is held, and has it forwarded; or has it answered
 * with the reason why it is not. On the event loop of the request; only what {@link Waiter} says is for other threads.
 */
public final class Routing implements Waiter {
    /** A request that so many processes have ended without an answer is what they die of, or as good as that. */
    private static final int MAX_UNANSWERED = 4;
    /** Attempts at an upstream that is said to listen and yet refuses connections, or ends them without an answer. */
    private static final int MAX_FUTILE = 3;
    /** How long a person looks at nothing; then a page says what the service is doing, and follows it. */
    private static final Duration NAVIGATION = Duration.ofSeconds(2);
    /** How long whoever waited behind this request waits on while its connection is being made. */
    private static final long HAND_ON_MILLIS = 50;

    private final Worker worker;
    private final RequestFacts request;
    private final Routed routed;
    private Optional<Route> route = Optional.empty();
    private String via = "";
    private Upstream upstream;
    private Optional<Traffic> counted = Optional.empty();
    private Runnable handedOn = () -> {};
    private boolean connecting;
    private boolean retried;
    private int unanswered;
    /** When a connection last ended so, by {@link System#nanoTime}. */
    private long lastEnd;
    private int futile;
    /** While the supervisor looks what became of the service. */
    private volatile boolean asking;
    /** Made when the request waits for the first time, which most never do. */
    private Optional<Stay> stay = Optional.empty();

    /** For one request, which {@code routed} sends or answers. */
    public Routing(Worker worker, RequestFacts request, Routed routed) {
        this.worker = worker;
        this.request = request;
        this.routed = routed;
    }

    @Override
    public ScheduledExecutorService loop() {
        return worker.loop();
    }

    @Override
    public long weight() {
        return request.weight();
    }

    /** Whether the route says so at this moment, or the supervisor looks what became of the service. */
    @Override
    public boolean isHeld() {
        return asking || target().filter(Target.Hold.class::isInstance).isPresent();
    }

    /** The service that the request was routed to, empty if its name leads nowhere. */
    public String service() {
        return route.map(Route::service).orElse("");
    }

    /** Whether {@code host} leads to a service of the same group of routes, which is a session, as the request. */
    public boolean isOfSameSession(String host) {
        return route.flatMap(mine -> worker.routes().lookup(host)
                .filter(other -> other.group().equals(mine.group()))).isPresent();
    }

    /** What {@code Via} calls the proxy on the request's route. */
    public String via() {
        return via;
    }

    /** How long the request has waited for its service, all in all. */
    public Duration held() {
        return stay.map(Stay::total).orElse(Duration.ZERO);
    }

    private Optional<Target> target() {
        return worker.routes().lookup(request.host()).map(Route::target);
    }

    /** Looks the name up and does what its target says. */
    public void route() {
        route = worker.routes().lookup(request.host());
        if (route.isEmpty()) {
            routed.answer(worker.noRoute(request.host()));
            return;
        }
        via = worker.via(route.get());
        if (request.cameThrough(via)) {
            routed.answer(new Unserved.CameBack(route.get().host()));
        } else if (request.isAtItsLastHop()) {
            routed.answer(new Unserved.HopsUsedUp());
        } else {
            switch (route.get().target()) {
                case Target.Forward(var to, var traffic, _) -> {
                    count(traffic);
                    forward(to);
                }
                case Target.Hold(var demand) -> hold(demand);
                case Target.Unavailable() -> report(Unserved.OutOfService::new);
            }
        }
    }

    // Counting

    private void count(Traffic traffic) {
        traffic.begin();
        counted = Optional.of(traffic);
    }

    /** The service has no more to do with the request. */
    public void uncount() {
        counted.ifPresent(Traffic::end);
        counted = Optional.empty();
    }

    // Waiting

    private void hold(Runnable demand) {
        if (!enterWaitingRoom()) {
            return;
        }
        worker.inBackground(demand);
        if (!isHeld() && leaveWaitingRoom()) {
            route(); // the routes were replaced just before it entered
        }
    }

    /** Whether the request waits from now on; otherwise it is being answered. */
    private boolean enterWaitingRoom() {
        var room = worker.waitingRoom();
        var left = patience().minus(held());
        if (!left.isPositive()) {
            reportWaitedTooLong();
            return false;
        }
        if (!room.enter(this)) {
            report(Unserved.WaitingRoomFull::new);
            return false;
        }
        var visits = stay.orElseGet(Stay::new);
        stay = Optional.of(visits);
        visits.begin(loop(), left, this::waitedTooLong);
        return true;
    }

    private Duration patience() {
        var patience = worker.waitingRoom().patience();
        return request.isNavigation() && NAVIGATION.compareTo(patience) < 0 ? NAVIGATION : patience;
    }

    private void waitedTooLong() {
        if (leaveWaitingRoom()) {
            reportWaitedTooLong();
        }
    }

    private void reportWaitedTooLong() {
        report(known -> request.isNavigation() ? new Unserved.NotReadyYet(known)
                : new Unserved.WaitedTooLong(known, worker.waitingRoom().patience()));
    }

    /** Whether the request was still waiting; only then may it be answered. */
    private boolean leaveWaitingRoom() {
        boolean waited = worker.waitingRoom().leave(this);
        if (waited) {
            stay.ifPresent(Stay::end);
        }
        return waited;
    }

    /** The client has left: the request waits no more. */
    public void leave() {
        leaveWaitingRoom();
    }

    /** Goes on after waiting; runs {@code next} after {@value #HAND_ON_MILLIS} ms at the latest, if the upstream is slow to accept. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // does nothing if the next one goes on already
    public void goOn(Runnable next) {
        stay.ifPresent(Stay::end);
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

    // Forwarding

    private void forward(Upstream to) {
        upstream = to;
        connecting = true;
        if (routed.forward(to, retried)) {
            connecting = false;
        }
    }

    /** The connection that {@link Routed#forward} had to make is there, and carries the request unless its client has left. */
    public void settled() {
        connecting = false;
        handOn();
    }

    /** Whether a connection that was made may carry the request: the routes may have moved away since it was asked for. */
    public boolean isCurrent() {
        return target().filter(this::leadsToSame).isPresent();
    }

    /** Nothing of the request has been answered, and it may be sent (again): it goes where its route leads now. */
    public void anew() {
        uncount();
        route();
    }

    /** The service is ended on purpose, and the request must not be sent again. */
    public void cutOff(boolean restart) {
        report(known -> new Unserved.CutOff(known, restart));
    }

    /**
     * No connection could be made.
     *
     * @param why a clause without full stop
     */
    public void unreachable(String why) {
        var to = upstream;
        askWhatBecameOfIt(known -> new Unserved.Unreachable(known, to, why));
        settled();
    }

    /**
     * The connection ended without a byte of answer, and sending the request again does no harm. It is sent to the next process,
     * but not to a third one if the second has died without having answered anything: then the request is what they die of.
     *
     * @param reused whether it had served another request, so that its end may be older than this one
     */
    public void unanswered(boolean reused) {
        if (reused && !retried) {
            retried = true;
            forward(upstream);
            return;
        }
        var why = silent(upstream, "it closed the connection without an answer");
        boolean deadly = unanswered > 0 && counted.filter(traffic -> traffic.hasAnsweredSince(lastEnd)).isEmpty();
        lastEnd = System.nanoTime();
        if (++unanswered < MAX_UNANSWERED && !deadly) {
            askWhatBecameOfIt(why);
        } else {
            report(why);
        }
    }

    /**
     * The connection ended without a byte of answer, and the request must not be sent again.
     *
     * @param how a clause without full stop that begins with "it"
     */
    public void unansweredForGood(String how) {
        report(silent(upstream, how));
    }

    /** One that has never answered a request is asked what it speaks instead. */
    private Function<ServiceReport, Unserved> silent(Upstream to, String how) {
        boolean neverAnswered = counted.filter(Traffic::hasAnswered).isEmpty();
        return known -> new Unserved.Ended(known, to, how
                + (neverAnswered ? routed.whySilent(to).map(why -> ": " + why).orElse("") : ""));
    }

    /** A response to the request has begun. */
    public void answered() {
        counted.ifPresent(Traffic::beginAnswer);
    }

    /**
     * Has the request answered with what is wrong with the service's response.
     *
     * @param why a clause without full stop
     */
    public void broken(String why) {
        var to = upstream;
        report(known -> new Unserved.Broken(known, to, why));
    }

    /**
     * Has the request, which must not be sent again, answered with how the service ended its connection.
     *
     * @param how a clause without full stop that begins with "it"
     */
    public void ended(String how) {
        var to = upstream;
        report(known -> new Unserved.Ended(known, to, how));
    }

    // What the supervisor knows

    /**
     * The upstream did not answer, and the request may be sent (again). Only the supervisor knows why: its process may have
     * died, or be about to listen again. The request waits until that has been looked at, and goes where its route leads then.
     *
     * @param why the answer if the service goes on as if nothing had happened, and still does not answer
     */
    private void askWhatBecameOfIt(Function<ServiceReport, Unserved> why) {
        uncount();
        asking = true;
        if (enterWaitingRoom()) {
            var target = (Target.Forward) route.orElseThrow().target(); // else there would be no upstream
            worker.inBackground(() -> {
                try {
                    target.recheck().run();
                } finally {
                    loop().execute(() -> answeredWhatBecameOfIt(why));
                }
            });
        }
    }

    private void answeredWhatBecameOfIt(Function<ServiceReport, Unserved> why) {
        asking = false;
        if (!leaveWaitingRoom()) {
            return;
        }
        futile = isCurrent() ? futile + 1 : 0;
        if (futile < MAX_FUTILE) {
            route();
        } else {
            report(why);
        }
    }

    private boolean leadsToSame(Target target) {
        return target instanceof Target.Forward(var to, _, _) && to.equals(upstream);
    }

    /**
     * Asks the supervisor what it knows, which may take a while, and has the request answered with that.
     *
     * @param why called on a virtual thread
     */
    private void report(Function<ServiceReport, Unserved> why) {
        var asked = route.orElseThrow();
        worker.inBackground(() -> {
            var answer = why.apply(worker.report(asked));
            loop().execute(() -> {
                if (!routed.isOver()) {
                    routed.answer(answer);
                }
            });
        });
    }
}
