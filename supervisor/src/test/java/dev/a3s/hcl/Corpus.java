package dev.a3s.hcl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every text of this repository that is HCL by the specification: files, examples of the documentation, and text blocks
 * of tests. What {@link HclReader} refuses is left out.
 */
final class Corpus {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCE = Pattern.compile("```hcl\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)^\\s*(dev|init|task|service|route|repo)( \"[^\"]+\")? \\{");

    /** A text and the place that it comes from, for messages. */
    record Entry(String place, String text) {
        @Override
        public String toString() {
            return place;
        }
    }

    private Corpus() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (var file : files()) {
            var name = ROOT.relativize(file).toString();
            var text = read(file);
            if (name.endsWith(".hcl")) {
                entries.add(new Entry(name, text));
            } else if (name.endsWith(".md")) {
                parts(FENCE, name, text, entries);
            } else if (name.contains("src/test")) {
                parts(TEXT_BLOCK, name, text, entries);
            }
        }
        return entries.stream().filter(Corpus::isHcl).toList();
    }

    private static void parts(Pattern pattern, String name, String text, List<Entry> entries) {
        var found = pattern.matcher(text);
        while (found.find()) {
            long line = text.substring(0, found.start()).lines().count() + 1;
            boolean java = name.endsWith(".java");
            if (java && found.group(1).contains("\\u")) {
                continue; // translateEscapes knows no Unicode escapes
            }
            var part = java ? found.group(1).stripIndent().translateEscapes() : found.group(1);
            if (BLOCK.matcher(part).find()) {
                entries.add(new Entry(name + ":" + line, part));
            }
        }
    }

    private static boolean isHcl(Entry entry) {
        var faults = new Faults();
        HclReader.read(new Source(entry.text()), faults);
        return faults.isEmpty();
    }

    private static List<Path> files() {
        try (var all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().matches(".*\\.(hcl|md|java)"))
                    .filter(file -> Stream.of(ROOT.relativize(file).toString().split("/"))
                            .noneMatch(part -> part.equals("target") || part.equals("node_modules")
                                    || part.startsWith(".")))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
