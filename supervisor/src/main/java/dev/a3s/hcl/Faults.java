package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the faults of one text in the order in which they are found, each once. One more than {@link #MAX} ends
 * the reading, because a file that is not HCL at all has one at every line.
 */
public final class Faults {

    /** How many faults are kept. */
    public static final int MAX = 100;

    private record Place(Span span, String message) {}

    private final Set<Place> places = new HashSet<>();
    private final List<Fault> list = new ArrayList<>();
    private boolean ended;
    private boolean textLost;

    public Faults() {}

    /** A copy of {@code earlier}: what is reported to one of the two from now on is not in the other. */
    public Faults(Faults earlier) {
        places.addAll(earlier.places);
        list.addAll(earlier.list);
        ended = earlier.ended;
        textLost = earlier.textLost;
    }

    public void report(Span span, String message) {
        report(new Fault(span, message, Optional.empty(), List.of()));
    }

    public void report(Span span, String message, String help) {
        report(new Fault(span, message, Optional.of(help), List.of()));
    }

    public void report(Fault fault) {
        var place = new Place(fault.span(), fault.message());
        if (places.contains(place)) {
            return;
        }
        if (isFull()) {
            ended = true;
            throw new Full();
        }
        places.add(place);
        list.add(fault);
    }

    /** Whether one more ends the reading. */
    public boolean isFull() {
        return list.size() == MAX;
    }

    /** Thrown by the fault that is too many: the rest of the text is not looked at. Each entry point of this package and whoever evaluates catches it. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Full() {
            super("full", null, false, false);
        }
    }

    /** Notes that the text behind a fault could not be read, so that names may be missing through no other mistake. */
    void textLost() {
        textLost = true;
    }

    /** Whether names may be missing only because the text that declares them could not be read. */
    public boolean isTextLost() {
        return textLost || ended;
    }

    public List<Fault> list() {
        return List.copyOf(list);
    }

    /** Whether there were more than the list has, so that the rest of the text was not looked at. */
    public boolean isEnded() {
        return ended;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }
}
