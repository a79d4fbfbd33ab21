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

    /** In characters; what is longer is cut. */
    private static final int MAX_TEXT = 1000;

    public Fault {
        message = cut(message);
        help = help.map(Fault::cut);
        notes = List.copyOf(notes);
    }

    /** A further place and what is there. */
    public record Note(Span span, String message) {
        public Note {
            message = cut(message);
        }
    }

    /** A name or a value in it may have any length. */
    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
