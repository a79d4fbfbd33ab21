package dev.a3s.process;

import java.util.Optional;

/**
 * Which service of which session a process belongs to, as the environment that it was started with says; other than
 * {@link ServiceProcess#members} this also knows the services of other daemons.
 *
 * @param session its name; empty for what runs before services do, such as an init step
 * @param service its name; empty likewise
 */
public record ServiceMark(String session, String service) {
    /** More generations than any process has. */
    private static final int GENERATIONS = 100;

    /** The mark of a process, or of the nearest of its ancestors that has one; empty if it is none of ours. */
    public static Optional<ServiceMark> of(long pid) {
        var table = Kernel.processes();
        long candidate = pid;
        for (int i = 0; i < GENERATIONS && candidate > 1; i++) {
            long here = candidate;
            if (table.variable(here, Identity.COOKIE).isPresent()) {
                return Optional.of(new ServiceMark(table.variable(here, "A3S_SESSION").orElse(""),
                        table.variable(here, "A3S_SERVICE").orElse("")));
            }
            candidate = table.find(here).map(ProcessInfo::ppid).orElse(0L);
        }
        return Optional.empty();
    }

    /** "service web of session shop". */
    public String describe() {
        return session.isEmpty() || service.isEmpty() ? "an a3s session"
                : "service " + service + " of session " + session;
    }
}
