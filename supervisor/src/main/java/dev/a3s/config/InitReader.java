package dev.a3s.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.hcl.Body;
import dev.a3s.hcl.Body.Attribute;
import dev.a3s.hcl.Conversions;
import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Expression.ObjectOf;
import dev.a3s.hcl.Fault.Note;
import dev.a3s.hcl.Span;

/** Reads {@code init}: its {@code step} blocks, and the list of {@code commands} that the designs write. */
final class InitReader {
    private final Section init;
    private final List<InitStep> steps = new ArrayList<>();
    private final Map<String, Span> names = new HashMap<>();

    InitReader(Section init) {
        this.init = init;
    }

    List<InitStep> read() {
        for (var block : init.blocks("step")) {
            Labels.name(init.reading(), block, "step")
                    .ifPresent(label -> step(label.text(), label.span(),
                            Section.of(init.reading(), Schema.STEP, "step \"" + label.text() + "\"", "", block.header(),
                                    block.body())));
        }
        init.attribute("commands").ifPresent(this::commands);
        return steps;
    }

    private void commands(Attribute attribute) {
        if (!(attribute.value() instanceof Expression.Tuple(var items, _))) {
            if (!(attribute.value() instanceof Expression.Broken)) {
                init.reading()
                        .error(attribute.value().span(), init.label("commands") + " must be a list of commands",
                                "write commands = [{ name = \"deps\", command = \"npm ci\" }], or step blocks");
            }
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            command(items.get(i), i + 1);
        }
    }

    private void command(Expression item, int number) {
        List<Attribute> attributes = new ArrayList<>();
        Optional<Attribute> named = Optional.empty();
        if (item instanceof ObjectOf(var entries, _)) {
            for (var entry : entries) {
                var key = entry.key() instanceof Expression.Template text ? text.literal().orElse("") : "";
                var attribute = new Attribute(key, entry.key().span(), entry.value());
                if (key.equals("name")) {
                    named = Optional.of(attribute);
                }
                attributes.add(attribute);
            }
        } else {
            attributes.add(new Attribute("cmd", item.span(), item));
        }
        var usual = "step " + number;
        var name = named.map(it -> init.reading().value(it.value()))
                .flatMap(Conversions::text)
                .orElse(usual);
        step(name, named.map(Attribute::nameSpan).orElse(item.span()), Section.of(init.reading(), Schema.COMMAND,
                "step \"" + name + "\"", "", item.span(), new Body(attributes, List.of())));
    }

    private void step(String name, Span span, Section section) {
        var earlier = names.putIfAbsent(name, span);
        if (earlier != null) {
            init.reading()
                    .error(span, "step \"" + name + "\" is declared twice", "give one of them another name",
                            new Note(earlier, "the first one"));
        }
        var command = RunReader.command(section);
        var dir = RunReader.dir(section);
        var env = RunReader.env(section);
        var inputs = section.read("inputs", Locations.paths("until it exists the step runs each time"))
                .orElse(List.of());
        command.ifPresent(it -> steps.add(new InitStep(name, it, dir, env, inputs)));
    }
}
