package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import dev.a3s.watch.Change;

/**
 * Tells changes that a service makes to its watched files itself from those that anybody else makes, so that the first do not
 * restart it for ever and the second always do.
 *
 * <p>
 * Who wrote a file cannot be asked. What can be shown is this: while nothing of the service lives, the service writes nothing. So
 * when changes <i>follow</i> its starts suspiciously often (they are part of the start, or come as long after it as the last one
 * did), its next starts are <i>trials</i>: the start is put off for a moment in which nothing of it lives. A file that is written
 * then is somebody else's work, and the suspicion is dropped. If each of {@value #TRIALS} trials is quiet, and a change follows
 * its start all the same, the service is <i>found</i> to write the files: changes that look like those are held back. The last of
 * them still restarts the service once, when it has been quiet for a while, so that nobody's edit is lost if the finding is wrong;
 * a change of that kind which follows this start confirms it. Any other change restarts the service at once.
 *
 * <p>
 * The runner's thread only.
 */
final class OwnWrites {
    /** More restarts by changes within {@link #SHORT_TIME} than this are suspicious. */
    static final int FREQUENT = 10;
    private static final Duration SHORT_TIME = Duration.ofSeconds(60);
    /** So many changes in a row, each of which came before the service was ready, are suspicious. */
    private static final int WHILE_STARTING = 5;
    /** So many trials have to show the same. */
    private static final int TRIALS = 3;
    private static final Duration LEAST_GAP = Duration.ofSeconds(1);
    private static final Duration MOST_GAP = Duration.ofSeconds(6);
    /** Clocks of files and of events differ by some milliseconds. */
    private static final Duration SLACK = Duration.ofMillis(200);
    /** A change that comes later than this after the service was ready is not part of its start; nobody edits as fast. */
    private static final Duration PART_OF_START = Duration.ofSeconds(1);
    private static final Duration LEAST_QUIET = Duration.ofSeconds(5);

    private final Deque<Instant> restarts = new ArrayDeque<>();
    private final Set<Path> suspects = new HashSet<>();
    private final Set<Path> inEachTrial = new HashSet<>();
    private int whileStarting;
    private boolean suspected;
    private boolean found;
    private int trials;
    private boolean isTrial;
    private boolean restarting;
    private boolean wroteSinceStart;
    private boolean mayApplyOnce;
    private Duration after = Duration.ZERO;
    private Instant started = Instant.EPOCH;
    private Optional<Instant> ready = Optional.of(Instant.EPOCH);
    private Instant lifelessFrom = Instant.MAX;
    private Instant lifelessUntil = Instant.MIN;
    private Instant lastHeldBack = Instant.EPOCH;
    private Optional<Change> heldBack = Optional.empty();

    /** Whether {@code change}, reported now, is to restart the service; otherwise it is held back. */
    boolean restarts(Change change) {
        var written = change.written();
        var since = Duration.between(started, written);
        boolean follows = followsStart(written, since);
        if (written.minus(SLACK).isAfter(lifelessFrom) && written.isBefore(lifelessUntil)) {
            forget();
        } else if (found) {
            if (isOwn(change, follows)) {
                mayApplyOnce |= !follows;
                holdBack(change);
                return false;
            }
            mayApplyOnce = true;
        } else if (!follows) {
            forget();
        } else if (Instant.now().isAfter(started)) { // else it was made before, and is late
            suspect(change);
            if (trials >= TRIALS) {
                found = true;
                mayApplyOnce = true;
                holdBack(change);
                return false;
            }
        }
        after = since.isNegative() ? Duration.ZERO : since;
        restarting = true;
        return true;
    }

    /** Whether a change is part of the service's start, or comes as long after it as the last one did. */
    private boolean followsStart(Instant written, Duration since) {
        boolean partOfStart = ready.isEmpty() || written.isBefore(ready.get().plus(PART_OF_START));
        var difference = since.minus(after).abs();
        return partOfStart || difference.compareTo(SLACK.plus(after.dividedBy(4))) < 0;
    }

    private void suspect(Change change) {
        whileStarting = ready.isPresent() ? 0 : whileStarting + 1;
        if (isTrial) {
            isTrial = false;
            trials++;
            suspects.addAll(change.files());
            if (trials == 1) {
                inEachTrial.addAll(change.files());
            } else {
                inEachTrial.retainAll(Set.copyOf(change.files()));
            }
        }
    }

    /** Whether a change looks like those that followed each trial: the same files, and as soon after the start, or without a pause. */
    private boolean isOwn(Change change, boolean follows) {
        if (!follows && !wroteSinceStart) {
            forget(); // this start was followed by none, so the finding was wrong
            return false;
        }
        boolean pause = Duration.between(lastHeldBack, Instant.now()).compareTo(quiet()) > 0;
        return (follows || !pause) && change.files().stream().allMatch(this::isSuspect);
    }

    /** Where each trial changed other files, all files beside them are suspect. */
    private boolean isSuspect(Path file) {
        return suspects.contains(file) || (inEachTrial.isEmpty() && suspects.stream()
                .anyMatch(suspect -> suspect.getParent().equals(file.getParent())));
    }

    private void holdBack(Change change) {
        wroteSinceStart = true;
        lastHeldBack = Instant.now();
        heldBack = Optional.of(change);
    }

    /** How long no change may come before the one that is held back is applied. */
    Duration quiet() {
        var quiet = after.multipliedBy(3).plus(LEAST_GAP);
        return quiet.compareTo(LEAST_QUIET) < 0 ? LEAST_QUIET : quiet;
    }

    /** {@code change} was held back, and {@link #quiet} is over: whether it is the last one and is to restart the service now. */
    boolean appliesAfterQuiet(Change change) {
        if (!mayApplyOnce || !heldBack.equals(Optional.of(change))) {
            return false;
        }
        mayApplyOnce = false;
        restarting = true;
        return true;
    }

    /** Whether the next start is a trial, for which nothing of the service may live before. */
    boolean nextIsTrial() {
        var now = Instant.now();
        restarts.removeIf(at -> at.isBefore(now.minus(SHORT_TIME)));
        return restarting && !found && (suspected || restarts.size() >= FREQUENT || whileStarting >= WHILE_STARTING);
    }

    /** The service is launched; returns how long the launch is to be put off: zero unless it is a trial. */
    Duration launching() {
        isTrial = nextIsTrial();
        suspected |= isTrial;
        noLife();
        var gap = isTrial ? gap() : Duration.ZERO;
        begin(Instant.now().plus(gap));
        return gap;
    }

    /** A run is launched beside the one that serves. */
    void launchingBesides() {
        isTrial = false;
        begin(Instant.now());
        lifelessFrom = Instant.MAX;
    }

    private void begin(Instant at) {
        started = at;
        lifelessUntil = at;
        if (restarting) {
            restarts.addLast(started);
        }
        restarting = false;
        ready = Optional.empty();
        wroteSinceStart = false;
        heldBack = Optional.empty();
    }

    private Duration gap() {
        var gap = after.multipliedBy(2);
        if (gap.compareTo(LEAST_GAP) < 0) {
            return LEAST_GAP;
        }
        return gap.compareTo(MOST_GAP) > 0 ? MOST_GAP : gap;
    }

    /** From now on, until it is launched, nothing of the service lives. */
    void noLife() {
        if (!lifelessUntil.equals(Instant.MAX)) {
            lifelessFrom = Instant.now();
            lifelessUntil = Instant.MAX;
        }
    }

    void ready() {
        ready = ready.or(() -> Optional.of(Instant.now()));
    }

    /** Drops every suspicion: somebody asked for a start, or the files are somebody else's work. */
    void forget() {
        restarts.clear();
        suspects.clear();
        inEachTrial.clear();
        whileStarting = 0;
        trials = 0;
        suspected = false;
        found = false;
        isTrial = false;
        mayApplyOnce = false;
        heldBack = Optional.empty();
    }
}
