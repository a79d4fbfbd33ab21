package dev.a3s.cli.progress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;

/** What is known of services that start or stop, as {@link BoardView} shows it. Used by one thread at a time. */
final class Board {
    private final Instant opened;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean stopping;

    /** An empty board, from {@code now} on. */
    Board(Instant now) {
        this.opened = now;
    }

    /**
     * Something that is done before services move, such as an init step.
     *
     * @param ended empty while it goes on
     */
    record Step(String text, Instant began, Optional<Instant> ended) {}

    /**
     * A service.
     *
     * @param began  since when it has been on its way; empty if it was where it should be from the beginning
     * @param ended  when it got nowhere from there by itself; empty while it is on its way
     * @param lines  what it wrote last, if it failed
     */
    record Entry(ServiceRow row, Optional<Instant> began, Optional<Instant> ended, List<String> lines) {}

    /** A step begins, which ends the one before. */
    void step(String text, Instant now) {
        endStep(now);
        steps.add(new Step(text, now, Optional.empty()));
    }

    /** A service is so now. */
    void moved(ServiceRow row, Instant now) {
        if (!row.settled()) {
            endStep(now);
        }
        var before = Optional.ofNullable(entries.get(row.service()));
        boolean waited = before.filter(entry -> entry.row().phase() == Phase.PENDING).isPresent()
                && row.phase() != Phase.PENDING;
        var began = before.flatMap(Entry::began);
        if (row.settled() && before.isEmpty()) { // it settled before its first reply came
            began = row.started().filter(opened::isBefore);
        }
        if (!row.settled() && (waited || began.isEmpty() || before.flatMap(Entry::ended).isPresent())) {
            began = Optional.of(now);
        }
        Optional<Instant> ended = row.settled() && began.isPresent()
                ? before.filter(entry -> entry.row().phase() == row.phase()).flatMap(Entry::ended)
                        .or(() -> Optional.of(row.ready() ? row.since() : now))
                : Optional.empty();
        entries.put(row.service(), new Entry(row, began, ended, List.of()));
    }

    /** What a service that failed wrote last. */
    void lines(String service, List<String> lines) {
        entries.computeIfPresent(service, (_, entry) -> new Entry(entry.row(), entry.began(), entry.ended(), lines));
    }

    /** The current step has ended. */
    void endStep(Instant now) {
        if (!steps.isEmpty() && steps.getLast().ended().isEmpty()) {
            steps.set(steps.size() - 1, new Step(steps.getLast().text(), steps.getLast().began(), Optional.of(now)));
        }
    }

    /** Services are not to get ready, but to stop. */
    void expectStop() {
        stopping = true;
    }

    /** Whether the service has got where it is meant to get: ready, or stopped. */
    boolean isDone(Entry entry) {
        var row = entry.row();
        return stopping ? row.settled() && row.pid().isEmpty() : row.ready();
    }

    /** Where it is reached, once it is ready; why it is not where it is meant to get; empty where it is on its way there. */
    String reason(Entry entry) {
        if (!stopping && entry.row().ready()) {
            return entry.row().url();
        }
        return isDone(entry) || (stopping && entry.row().phase() == Phase.STOPPING) ? "" : entry.row().why();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** In the order of their first replies. */
    List<Entry> entries() {
        return List.copyOf(entries.values());
    }
}
