package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects what is wrong with one text, in the order found, each once. After {@link #MAX} faults the rest is counted only: a file
 * that is not HCL at all would otherwise have one at every line.
 */
public final class Faults {

    /** As many are kept. */
    public static final int MAX = 100;

    private record Place(Span span, String message) {}

    private final Set<Place> places = new HashSet<>();
    private final List<Fault> list = new ArrayList<>();
    private int left;
    private boolean textLost;

    public Faults() {}

    /** Those of {@code earlier} so far; what is reported to one is not seen in the other. */
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
