package dev.a3s.hcl;

import java.util.List;

/**
 * The attributes and blocks between two braces, or of a whole file (HCL native syntax specification, "Bodies").
 *
 * @param attributes in file order, each name as often as it was written
 * @param blocks     in file order
 */
public record Body(List<Attribute> attributes, List<Block> blocks) {

    public Body {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** {@code name = value}. */
    public record Attribute(String name, Span nameSpan, Expression value) {}

    /**
     * <code>type "label" { … }</code>.
     *
     * @param header from the type to the opening brace
     */
    public record Block(String type, Span typeSpan, List<Label> labels, Body body, Span header) {

        public Block {
            labels = List.copyOf(labels);
        }
    }

    /** A block's label; its {@code span} leaves the quotes out. */
    public record Label(String text, Span span) {}
}
