package dev.a3s.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/** A {@link Cause} as {@code --json} prints it; see {@link ServiceJson}. */
public record CauseJson(String service, Phase state, Instant since, String why, Optional<Reason> reason,
        List<Step> steps, List<String> lines) {

    /** A {@link Moment} as {@code --json} prints it. */
    public record Step(Instant at, Phase state, String why, Optional<Reason> reason) {}

    /** Converts a link. */
    public static CauseJson of(Cause link) {
        return new CauseJson(link.service(), link.phase(), link.since(), words(link.reason()), link.reason(),
                link.steps().stream().map(CauseJson::step).toList(), link.lines());
    }

    private static Step step(Moment moment) {
        return new Step(moment.at(), moment.phase(), words(moment.reason()), moment.reason());
    }

    private static String words(Optional<Reason> reason) {
        return reason.map(Reason::words).orElse("");
    }
}
