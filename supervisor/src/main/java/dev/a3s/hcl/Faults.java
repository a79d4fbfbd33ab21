package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the faults of one text in the order in which they are found, each once. Those beyond {@link #MAX} are counted
 * only, because a file that is not HCL at all has one at every line.
 */
public final class Faults {

    /** How many faults are kept. */
    public static final int MAX = 100;

    private record Place(Span span, String message) {}

    private final Set<Place> places = new HashSet<>();
    private final List<Fault> list = new ArrayList<>();
    private int left;
    private boolean textLost;

    public Faults() {}

    /** A copy of {@code earlier}: what is reported to one of the two from now on is not in the other. */
    public Faults(Faults earlier) {
        places.addAll(earlier.places);
        list.addAll(earlier.list);
        left = earlier.left;
        textLost = earlier.textLost;
    }

    public void report(Span span, String message) {
        report(new Fault(span, message, Optional.empty(), List.of()));
    }

    public void report(Span span, String message, String help) {
        report(new Fault(span, message, Optional.of(help), List.of()));
    }

    public void report(Fault fault) {
        if (!places.add(new Place(fault.span(), fault.message()))) {
            return;
        }
        if (list.size() < MAX) {
            list.add(fault);
        } else {
            left++;
        }
    }

    /** Notes that the text behind a fault could not be read, so that names may be missing through no other mistake. */
    void textLost() {
        textLost = true;
    }

    /** Whether names may be missing only because the text that declares them could not be read. */
    public boolean isTextLost() {
        return textLost || left > 0;
    }

    public List<Fault> list() {
        return List.copyOf(list);
    }

    /** How many faults were found beyond those in the list. */
    public int left() {
        return left;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }
}
