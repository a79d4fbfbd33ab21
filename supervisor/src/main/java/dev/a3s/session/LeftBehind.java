package dev.a3s.session;

import java.util.List;
import java.util.stream.Collectors;

import dev.a3s.process.ProcessInfo;
import dev.a3s.process.Shims;

/** Something of an earlier session lives that this daemon knows nothing of; a second copy would do harm. */
public final class LeftBehind extends RuntimeException {
    private static final long serialVersionUID = 1;

    private LeftBehind(String message) {
        super(message);
    }

    /**
     * Checks that nothing lives that was started from {@code home}.
     *
     * @throws LeftBehind if something does; the message says how to have it taken over
     */
    static void requireNone(SessionHome home) {
        var alive = Shims.below(home.dir());
        if (!alive.isEmpty()) {
            throw new LeftBehind("nothing was started: of an earlier session " + home.name() + " "
                    + describe(alive) + " still lives, which this daemon knows nothing of; to have it taken over: "
                    + "a3s daemon stop --keep-services, and then this command again");
        }
    }

    private static String describe(List<Shims.Living> alive) {
        return alive.stream().map(shim -> shim.command().map(ProcessInfo::toString)
                .orElseGet(() -> "what " + shim.runDir() + " left")).collect(Collectors.joining(", "));
    }
}
