package dev.a3s.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Section.Item;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Value;

/** Reads what services, tasks and steps have in common: what to run, where, and with which environment. */
final class RunReader {
    private RunReader() {}

    /** The command; empty if it is missing or wrong, which then has been reported. */
    static Optional<Command> command(Section section) {
        var attribute = section.attribute("cmd");
        boolean missing = attribute.isEmpty() || section.reading().value(attribute.get().value()) instanceof Value.Null;
        if (missing) {
            section.reading()
                    .error(section.header(), section.label("cmd") + " is missing",
                            "write cmd = \"…\", the command to run");
        }
        return section.read("cmd", Types.COMMAND);
    }

    /** Where to run it; the project's directory unless the file says another. */
    static Path dir(Section section) {
        return section.read("dir", Locations.DIRECTORY).orElse(section.reading().dir());
    }

    static Map<String, String> env(Section section) {
        return section.read("env", Types.VARIABLES).orElse(Map.of());
    }

    /** Where the file sets a variable of {@code env}. */
    static Span placeOf(Section section, String variable) {
        return section.attribute("env")
                .map(attribute -> Types.placeOf(new Item(section, "env", Value.nothing(), attribute.value()), variable))
                .map(expression -> expression.span())
                .orElse(section.header());
    }

    /** The files; those that cannot be read now are warned about, for {@code init} may write them. */
    static List<Path> envFiles(Section section) {
        return section.read("env_file", item -> {
            if (item.value() instanceof Value.Text) {
                return Locations.path(item).map(path -> files(List.of(item), List.of(path)));
            }
            var names = Types.TEXTS.read(item);
            return names.map(_ -> files(item.items(),
                    item.items().stream().flatMap(each -> Locations.path(each).stream()).toList()));
        }).orElse(List.of());
    }

    private static List<Path> files(List<Item> items, List<Path> paths) {
        for (int i = 0; i < paths.size() && paths.size() == items.size(); i++) {
            var item = items.get(i);
            if (Files.isDirectory(paths.get(i))) {
                item.wrong(item.value().shown() + " is a directory, not a file", "name a file of NAME=value lines");
            } else if (!Files.exists(paths.get(i))) {
                item.section()
                        .reading()
                        .warn(item.place().span(),
                                item.section().label("env_file") + " " + item.value().shown() + " does not exist",
                                "it is read when the service starts; until then it counts as empty");
            } else {
                EnvFile.read(paths.get(i))
                        .problems()
                        .forEach(problem -> item.section()
                                .reading()
                                .warn(
                                        item.place().span(),
                                        item.section().label("env_file") + " " + item.value().shown() + ", line "
                                                + problem.place().line() + ": " + problem.message(),
                                        problem.help().orElse("")));
            }
        }
        return paths;
    }
}
