package dev.a3s.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

import dev.a3s.config.A3sfile;
import dev.a3s.config.Listen;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.session.SessionState.ServiceRecord;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * A {@code state.json} without a version, as a3s wrote it when it kept exits, reasons and what follows a stop as texts. Read
 * only, so that a newer daemon takes over the services of an older one. The components are those of {@link SessionState}.
 */
record EarlierState(String name, A3sfile file, Map<String, String> environment, Instant created, Listen listen,
        Set<String> external, boolean unwatched, Set<String> alone, Map<String, Service> services) {

    /** A service; {@code state} is a phase's word, {@code next} the simple name of a {@link Next}. */
    record Service(String state, String why, boolean wanted, Instant since, Optional<Path> runDir, int restarts,
            boolean everReady, Optional<String> lastExit, List<Step> history, OptionalInt port, boolean foreign,
            Optional<String> next) {}

    /** A step in a service's history. */
    record Step(Instant at, String state, String why) {}

    /** This state with typed facts. A reason that was kept as text stays a text ({@link Reason.Noted}). */
    SessionState upgraded() {
        var upgraded = new LinkedHashMap<String, ServiceRecord>();
        services.forEach((service, left) -> upgraded.put(service, upgraded(left)));
        return new SessionState(SessionState.VERSION, name, file, environment, created, listen, external, unwatched,
                alone, upgraded);
    }

    private static ServiceRecord upgraded(Service left) {
        var exit = left.lastExit().map(EarlierState::exit);
        var reason = left.lastExit().filter(left.why()::equals).isPresent()
                ? exit.<Reason>map(Reason.Ended::new)
                : reason(left.why());
        return new ServiceRecord(phase(left.state()), reason, left.wanted(), left.since(), left.runDir(),
                left.restarts(), left.everReady(), exit, left.history().stream().map(EarlierState::moment).toList(),
                left.port(), left.foreign(),
                left.next().map(next -> next(next, reason.orElse(Reason.Event.ENDED_UNSEEN))), Optional.empty());
    }

    private static Moment moment(Step step) {
        return new Moment(step.at(), phase(step.state()), reason(step.why()));
    }

    private static Optional<Reason> reason(String why) {
        return why.isEmpty() ? Optional.empty() : Optional.of(new Reason.Noted(why));
    }

    private static Phase phase(String word) {
        return Arrays.stream(Phase.values()).filter(phase -> phase.word().equals(word)).findFirst()
                .orElse(Phase.STOPPED);
    }

    /** Reads {@code exited 1}, {@code killed by SIGKILL} or {@code ended, exit code unknown: …}. */
    private static Exit exit(String described) {
        if (described.matches("exited [0-9]{1,3}")) {
            return new Exit.Code(Integer.parseInt(described.substring("exited ".length())));
        }
        return IntStream.rangeClosed(1, 64).mapToObj(signal -> Exit.ofShellStatus(128 + signal))
                .filter(exit -> described.equals(exit.describe())).findFirst()
                .orElseGet(() -> new Exit.Unknown(described.replaceFirst("^ended, exit code unknown: ", "")));
    }

    private static Next next(String name, Reason reason) {
        return switch (name) {
            case "Again" -> new Next.Again(reason);
            case "Later" -> new Next.Later(Instant.now(), reason);
            case "Doze" -> new Next.Doze(reason);
            case "Done" -> new Next.Done(reason);
            case "GiveUp" -> new Next.GiveUp(reason);
            case "Leave" -> new Next.Leave(reason);
            default -> new Next.Rest(reason); // "Rest", the only other one
        };
    }
}
