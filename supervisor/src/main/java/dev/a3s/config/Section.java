package dev.a3s.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.a3s.hcl.Body;
import dev.a3s.hcl.Body.Attribute;
import dev.a3s.hcl.Body.Block;
import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Fault.Note;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Suggestion;
import dev.a3s.hcl.Value;

/**
 * The content of one block, held against its {@link Schema}. What is unknown or written twice is reported when the section is
 * made; everything else is found under its proper name, whatever spelling the file has.
 */
final class Section {
    private final Reading reading;
    private final Schema schema;
    private final String subject;
    private final String prefix;
    private final Span header;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();

    private Section(Reading reading, Schema schema, String subject, String prefix, Span header) {
        this.reading = reading;
        this.schema = schema;
        this.subject = subject;
        this.prefix = prefix;
        this.header = header;
    }

    /**
     * @param subject what messages call the thing, for instance {@code service "api"}; empty for the file
     * @param prefix  what they put before the names in it, for instance {@code health.}
     */
    static Section of(Reading reading, Schema schema, String subject, String prefix, Span header, Body body) {
        var section = new Section(reading, schema, subject, prefix, header);
        body.attributes().forEach(section::add);
        body.blocks().forEach(section::add);
        return section;
    }

    private void add(Attribute attribute) {
        var name = schema.attributes().get(attribute.name());
        if (name == null) {
            unknown(attribute.name(), attribute.nameSpan(), "attribute");
            return;
        }
        var earlier = attributes.putIfAbsent(name, attribute);
        if (earlier != null) {
            reading.error(attribute.nameSpan(), label(attribute.name()) + " is set twice", "remove one of the two",
                    new Note(earlier.nameSpan(), earlier.name().equals(attribute.name())
                            ? "first set here"
                            : "`" + earlier.name() + "` is the same as `" + attribute.name() + "`"));
        }
    }

    private void add(Block block) {
        var name = schema.blocks().get(block.type());
        if (name == null) {
            unknown(block.type(), block.typeSpan(), "block");
            return;
        }
        blocks.add(block);
    }

    private void unknown(String name, Span span, String kind) {
        boolean otherForm = kind.equals("block") ? schema.attributes().containsKey(name)
                : schema.blocks().containsKey(name);
        var owner = subject.isEmpty() ? "" : subject + ": ";
        if (otherForm) {
            reading.error(span,
                    owner + "`" + prefix + name + "` is " + (kind.equals("block") ? "an attribute" : "a block"),
                    kind.equals("block") ? "write `" + name + " = …`" : "write `" + name + " { … }` without `=`");
            return;
        }
        reading.error(span, owner + "unknown " + kind + " `" + prefix + name + "`", remedy(name));
    }

    private String remedy(String name) {
        var known = Stream.concat(schema.attributes().keySet().stream(), schema.blocks().keySet().stream())
                .distinct()
                .toList();
        return Optional.ofNullable(schema.hints().get(name))
                .or(() -> Suggestion.of(name, known))
                .map(meant -> "did you mean `" + meant + "`?")
                .orElseGet(() -> "known here: " + String.join(", ", Stream.concat(schema.attributes().values().stream(),
                        schema.blocks().values().stream()).distinct().toList()));
    }

    Reading reading() {
        return reading;
    }

    String subject() {
        return subject;
    }

    /** From the type to the opening brace. */
    Span header() {
        return header;
    }

    /** How messages call one of its attributes: <code>service "api": health.interval</code>. */
    String label(String name) {
        return (subject.isEmpty() ? "" : subject + ": ") + prefix + name;
    }

    /** Whether an attribute is set; to {@code null} counts as not. */
    boolean has(String name) {
        return attribute(name)
                .filter(it -> !(it.value() instanceof Expression.Literal(Value.Null _, _)))
                .isPresent();
    }

    Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Where an attribute's value stands; the header if there is none. */
    Span place(String name) {
        return attribute(name).map(attribute -> attribute.value().span()).orElse(header);
    }

    /** Blocks of a type, by its proper name. */
    List<Block> blocks(String type) {
        return blocks.stream().filter(block -> type.equals(schema.blocks().get(block.type()))).toList();
    }

    /** The one block of a type without labels; a second one is reported. */
    Optional<Block> block(String type) {
        var found = blocks(type);
        for (var further : found.stream().skip(1).toList()) {
            reading.error(further.header(), label(type) + " is written twice", "put both into one block",
                    new Note(found.getFirst().header(), "the first one"));
        }
        found.stream()
                .filter(block -> !block.labels().isEmpty())
                .forEach(block -> reading.error(
                        block.labels().getFirst().span(), "`" + block.type() + "` has no label",
                        "write `" + block.type() + " {`"));
        return found.stream().findFirst();
    }

    /** The content of the one block of a type, as a section. */
    Optional<Section> section(String type, Schema inner) {
        return block(type).map(block -> Section.of(reading, inner, subject, type + ".", block.header(), block.body()));
    }

    /** The value of an attribute; empty if it is absent, {@code null}, or could not be evaluated. */
    Optional<Value> value(String name) {
        return attribute(name).map(attribute -> reading.value(attribute.value()))
                .filter(value -> !value.isUnknown() && !(value instanceof Value.Null));
    }

    /** An attribute read as a type; empty if it is absent or wrong, which then has been reported. */
    <T> Optional<T> read(String name, ValueType<T> type) {
        return attribute(name).flatMap(attribute -> value(name)
                .flatMap(value -> type.read(new Item(this, name, value, attribute.value()))));
    }

    /** Turns a value into what is wanted, or reports why not. */
    interface ValueType<T> {
        Optional<T> read(Item item);
    }

    /**
     * A value and where it stands.
     *
     * @param name  of the attribute it belongs to
     * @param place the expression that it comes from
     */
    record Item(Section section, String name, Value value, Expression place) {

        /** Reports the value as wrong; returns empty. */
        <T> Optional<T> wrong(String message, String help) {
            section.reading.error(place.span(), section.label(name) + " " + message, help);
            return Optional.empty();
        }

        /** Reports the value as one of the wrong type; returns empty. */
        <T> Optional<T> expected(String wanted, String help) {
            return wrong("must be " + wanted + ", not " + value.kind() + ": " + value.shown(), help);
        }

        /** Whether the file writes the text out, so that its quotes are a mistake rather than a way to compute it. */
        boolean isWrittenText() {
            return place instanceof Expression.Template template && template.literal().isPresent();
        }

        Item with(Value inner, Expression innerPlace) {
            return new Item(section, name, inner, innerPlace);
        }

        /** The items of a list, each at its own place if the file writes them out. */
        List<Item> items() {
            if (!(value instanceof Value.Sequence(var values))) {
                return List.of();
            }
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                items.add(
                        with(values.get(i), place instanceof Expression.Tuple(var places, _) ? places.get(i) : place));
            }
            return items;
        }
    }
}
