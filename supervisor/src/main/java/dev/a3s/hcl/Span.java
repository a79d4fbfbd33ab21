package dev.a3s.hcl;

/**
 * A stretch of a source text, in UTF-16 offsets.
 *
 * @param start the first offset
 * @param end   behind the last; equal to {@code start} for a spot where something is missing
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(start + ".." + end);
        }
    }

    /** From the start of this to the end of {@code last}. */
    public Span to(Span last) {
        return new Span(start, Math.max(end, last.end));
    }

    /** This span, {@code offset} further on. */
    public Span shifted(int offset) {
        return new Span(start + offset, end + offset);
    }
}
