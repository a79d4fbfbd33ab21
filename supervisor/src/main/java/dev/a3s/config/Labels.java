package dev.a3s.config;

import java.util.Optional;

import dev.a3s.hcl.Body.Block;
import dev.a3s.hcl.Body.Label;

/** Reads the labels of blocks as names. */
final class Labels {
    private Labels() {}

    /** The one label of a block; empty if there is none, which then has been reported. */
    static Optional<Label> name(Reading reading, Block block, String type) {
        if (block.labels().isEmpty()) {
            reading.error(block.typeSpan(), "this " + type + " has no name", "write " + block.type() + " \"name\" {");
            return Optional.empty();
        }
        if (block.labels().size() > 1) {
            reading.error(block.labels().get(1).span(), "this " + type + " has more than one name",
                    "write " + block.type() + " \"" + block.labels().getFirst().text() + "\" {");
        }
        if (block.labels().getFirst().text().isBlank()) {
            reading.error(block.labels().getFirst().span(), "the name of this " + type + " is empty",
                    "write " + block.type() + " \"name\" {");
            return Optional.empty();
        }
        return Optional.of(block.labels().getFirst());
    }

    /** A name that becomes part of a host name; one that cannot is reported and kept, so that references to it hold. */
    static Optional<Label> hostName(Reading reading, Block block, String type) {
        var label = name(reading, block, type);
        label.ifPresent(it -> {
            if (it.text().equals(Declaration.RESERVED)) {
                reading.error(it.span(), type + " \"a3s\": the name is reserved for the dashboard",
                        "choose another name");
            } else if (!Types.isDnsLabel(it.text())) {
                reading.error(it.span(), type + " name \"" + it.text()
                        + "\" is not a DNS label (a-z, 0-9 and -, at most 63 characters)",
                        "write \"" + Types.asDnsLabel(it.text()) + "\"");
            }
        });
        return label;
    }
}
