package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.a3s.config.HealthSpec;
import dev.a3s.config.Port;
import dev.a3s.config.ServiceSpec;
import dev.a3s.health.HealthChecker;
import dev.a3s.health.LogProbe;
import dev.a3s.health.Probe;
import dev.a3s.health.Probes;
import dev.a3s.process.Exit;
import dev.a3s.process.FreePorts;
import dev.a3s.process.Kernel;
import dev.a3s.process.ProcessInfo;
import dev.a3s.process.ServiceProcess;
import dev.a3s.process.SharedServers;
import dev.a3s.process.StopReport;
import dev.a3s.status.Reason;

/**
 * One run of a service: its process, the probe that watches it, and the specification that it was launched with, which
 * also says how to stop it. An {@link Observer} hears when the command exits, and each result of the probe.
 *
 * <p>
 * A <i>foreign</i> run has no process of ours: something else serves the service's port. It is probed and routed, and
 * nothing of it is ever ended.
 */
public final class Run {
    /** How long the port of a service whose processes are all gone may take to be free again. */
    private static final Duration PORT_RELEASE = Duration.ofSeconds(2);
    /** How long the answer to a request that must not be repeated may stand still before a service is ended to start again. */
    private static final Duration ANSWERING = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ServiceSpec spec;
    private final Optional<ServiceProcess> process;
    private final Instant begun;
    private final RunContext around;
    private final StopCommand stopCommand;
    private volatile OptionalInt port;
    private volatile boolean detached;
    private final CompletableFuture<Void> hurried = new CompletableFuture<>();
    private Optional<HealthChecker> checker = Optional.empty();
    private Optional<LogFeed> feed = Optional.empty();

    private Run(ServiceSpec spec, Optional<ServiceProcess> process, Instant begun, OptionalInt port,
            RunContext around) {
        this.spec = spec;
        this.process = process;
        this.begun = begun;
        this.port = port;
        this.around = around;
        this.stopCommand = new StopCommand(spec, around);
    }

    /**
     * A process that was launched for the service.
     *
     * @param port where it was last seen to listen, or is expected to
     */
    public static Run of(ServiceSpec spec, ServiceProcess process, OptionalInt port, RunContext around) {
        return new Run(spec, Optional.of(process), process.startedAt(), port, around);
    }

    /** Something that a3s did not start, on the service's port. */
    public static Run foreign(ServiceSpec spec, Instant begun, RunContext around) {
        return new Run(spec, Optional.empty(), begun, spec.port().number(), around);
    }

    public ServiceSpec spec() {
        return spec;
    }

    /** What a3s launched; empty for a foreign run. */
    public Optional<ServiceProcess> process() {
        return process;
    }

    /** The pid of its command, while that runs. */
    public OptionalLong pid() {
        return process.isPresent() && !hasExited() ? OptionalLong.of(process.get().pid()) : OptionalLong.empty();
    }

    /** When it was launched, or first seen if it is foreign. */
    public Instant startedAt() {
        return begun;
    }

    /** The port that the service listens on, as far as that is known; empty if it listens nowhere. */
    public OptionalInt port() {
        return port;
    }

    /** Records that it listens on {@code found}. The runner's thread. */
    void movedTo(int found) {
        port = OptionalInt.of(found);
    }

    /** Whether a3s did not start it. */
    public boolean isForeign() {
        return process.isEmpty();
    }

    /** Whether its command has ended and what it left goes on. */
    public boolean isDetached() {
        return detached;
    }

    /** Records that the command has exited and that its children are the service now. The runner's thread. */
    void detach() {
        detached = true;
    }

    /** What is unusual about the run; empty if nothing. */
    Optional<Reason> remark() {
        if (isForeign()) {
            return Optional.of(Reason.Event.NOT_OURS);
        }
        if (isDetached()) {
            return Optional.of(Reason.Event.DETACHED);
        }
        var expected = spec.port().number();
        return port.equals(expected) ? Optional.empty()
                : Optional.of(new Reason.ListensElsewhere(port.getAsInt(), expected.getAsInt()));
    }

    private boolean hasExited() {
        return process.filter(ours -> ours.exit().isDone()).isPresent();
    }

    /** Whether anything listens on its port. */
    boolean isServed() {
        return port.isPresent() && !FreePorts.bindable(port.getAsInt());
    }

    /**
     * Whether a living process listens on its port. The port of one that is about to end may still be bound for a moment;
     * that counts no more, so that whoever saw a connection of it end can rely on the answer. Looks at every process of the
     * machine if none of its own listens, some milliseconds.
     */
    boolean isListening() {
        if (port.isEmpty() || process.filter(ours -> ours.listensOn(port.getAsInt())).isPresent()) {
            return true;
        }
        return Kernel.portOwners().of(port.getAsInt())
                .filter(owner -> owner.pid().isPresent() || !owner.sameUser()).isPresent();
    }

    /** Whether a process of it lives, its command or one that that left behind. */
    boolean hasProcesses() {
        return process.filter(ours -> !ours.members().isEmpty()).isPresent();
    }

    /** Hears what becomes of a run. Called on threads of the process and of the probe; must not block. */
    interface Observer {
        /** The command has exited. */
        void exited(Run run, Exit exit);

        /** The probe has a result. */
        void probed(Run run, Probe.Result result);

        /** The run listens on another port than was expected. */
        void listens(Run run, int port);
    }

    /** From now on reports the command's exit and each result of the probe. Called once, by the runner. */
    void observe(Observer runner) {
        process.ifPresent(ours -> {
            var _ = ours.exit().thenAccept(exit -> runner.exited(this, exit));
        });
        var interval = spec.health().map(HealthSpec::interval).orElseGet(around::monitor);
        checker = Optional.of(HealthChecker.start(probe(runner), interval,
                result -> runner.probed(this, result)));
    }

    private Probe probe(Observer runner) {
        var environment = new HashMap<>(around.environment(spec));
        process.ifPresent(running -> environment.putAll(running.mark())); // what a health.cmd leaves behind is the run's
        var probe = Probes.of(spec.health(), spec.port(), spec.dir(), environment, begun);
        if (probe instanceof LogProbe lines) {
            feed = Optional.of(LogFeed.start(around.log(spec.name()), lines, begun));
        }
        if (process.isEmpty() || port.isEmpty()) {
            return probe;
        }
        boolean asksOwnPort = Probes.asksOwnPort(spec.health());
        return new PortSearch(spec.port(), port.getAsInt(), asksOwnPort,
                at -> asksOwnPort
                        ? Probes.of(spec.health(), new Port.Chosen(at), spec.dir(), environment, begun)
                        : probe,
                process.get()::listening, at -> PortTaken.byAnother(at, process.get(), environment),
                at -> runner.listens(this, at));
    }

    /**
     * Waits until the requests that it has got are answered, as long as their bytes move; those that stand still for 5 s, or
     * {@code stop.timeout} if that is less, are cut off. New requests must be held already, or go elsewhere. Runs on a thread of its own,
     * before {@link #end}.
     *
     * @param waitsFor gets the requests that take longer than a second
     * @return the requests that were cut off
     */
    List<String> awaitAnswers(Consumer<List<String>> waitsFor) {
        if (port.isEmpty()) {
            return List.of();
        }
        var timeout = spec.stop().timeout();
        var answers = around.answers(port.getAsInt(), timeout.compareTo(ANSWERING) < 0 ? timeout : ANSWERING, waitsFor);
        var _ = hurried.thenRun(answers::hurry);
        return answers.over().join();
    }

    /** Ends {@link #awaitAnswers}, now or when it is called. */
    void hurry() {
        boolean _ = hurried.complete(null);
    }

    /**
     * What was left after a run was ended.
     *
     * @param spared processes that were left running: those that the file says, and shared servers
     * @param left   what should be gone and is not, for a user; empty if nothing
     */
    record Ending(List<ProcessInfo> spared, Optional<String> left) {}

    /** Ends every process of it; returns when none lives and its port can be bound. Runs on a thread of its own. */
    Ending end() throws InterruptedException {
        checker.ifPresent(HealthChecker::close);
        feed.ifPresent(LogFeed::close);
        if (process.isEmpty()) {
            return new Ending(List.of(), Optional.empty());
        }
        var ours = process.get();
        if (!hasExited() || isServed()) {
            stopCommand.run();
        }
        var report = ours.stop(spec.stop().signal(), spec.stop().timeout(),
                member -> spec.stop().spare().contains(SharedServers.program(member.command()))
                        || (ours.hasDetached(member) && SharedServers.isOne(member)));
        var left = left(report);
        ServiceProcess.discard(ours.runDir());
        return new Ending(report.spared(), left);
    }

    private Optional<String> left(StopReport report) throws InterruptedException {
        if (!report.survivors().isEmpty()) {
            return Optional.of(report.survivors().stream().map(ProcessInfo::toString)
                    .collect(Collectors.joining(", ")) + " cannot be ended");
        }
        if (!report.spared().isEmpty() || isReleased()) {
            return Optional.empty();
        }
        var holder = Kernel.portOwners().of(port.getAsInt());
        return holder.map(owner -> "port " + owner.port() + " is still held by " + owner.holder()
                + (spec.stop().command().isPresent() ? ", also after its stop.cmd"
                        : "; give the service a stop.cmd that ends it"));
    }

    private boolean isReleased() throws InterruptedException {
        long deadline = System.nanoTime() + PORT_RELEASE.toNanos();
        while (isServed() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN);
        }
        return !isServed();
    }

    /** Makes {@link #end} skip the grace, now or when it is called. */
    void killNow() {
        hurry();
        stopCommand.cut();
        process.ifPresent(ServiceProcess::killNow);
    }
}
