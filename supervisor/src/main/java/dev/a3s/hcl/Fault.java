package dev.a3s.hcl;

import java.util.List;
import java.util.Optional;

/**
 * Something wrong in a text. Whoever reads files turns its offsets into line and column.
 *
 * @param span    where
 * @param message what, with the text seen
 * @param help    what to write instead
 * @param notes   other places that have to do with it
 */
public record Fault(Span span, String message, Optional<String> help, List<Note> notes) {

    public Fault {
        notes = List.copyOf(notes);
    }

    /** A further place and what is there. */
    public record Note(Span span, String message) {}
}
