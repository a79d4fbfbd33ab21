package dev.a3s.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Everything that the command line accepts, taken from picocli's description of it, for completions and the manual. */
public record Grammar(Verb root, List<Verb> verbs) {
    /**
     * A command.
     *
     * @param path    its words after {@code a3s}; two for one of a group
     * @param names   the last of them and what else it is called
     * @param about   lines that say what it does
     * @param operand what its arguments are
     * @param inner   the words that must follow, if it is a group
     */
    public record Verb(List<String> path, List<String> names, List<String> about, List<Flag> flags, Operand operand,
            List<String> inner, List<String> examples) {
        /** The first sentence of what it does. */
        String summary() {
            return firstSentence(String.join(" ", about));
        }

        /** Every way to write it: {@code up}, {@code serve}. */
        List<String> spellings() {
            var group = path.size() > 1 ? path.getFirst() + " " : "";
            return names.stream().map(name -> group + name).toList();
        }
    }

    /**
     * An option.
     *
     * @param label of its value; empty if it takes none
     * @param many  whether several values may be separated by commas
     */
    public record Flag(List<String> names, String label, Operand value, boolean many, String about) {
        boolean takesValue() {
            return !label.isEmpty();
        }

        String summary() {
            return firstSentence(about);
        }
    }

    /**
     * What an argument or an option's value can be.
     *
     * @param words if it is one of these
     */
    record Operand(Kind kind, List<String> words) {
        private static Operand of(Kind kind) {
            return new Operand(kind, List.of());
        }
    }

    /** The kinds of values. */
    enum Kind {
        NOTHING, TEXT, WORD, SERVICE, SERVICE_OR_SESSION, SESSION, FILE, COMMAND
    }

    /**
     * The grammar of a command line with all its commands.
     *
     * @param others more words that it takes for commands, each with the command that it means
     */
    public static Grammar of(CommandLine line, Map<String, String> others) {
        var verbs = new ArrayList<Verb>();
        for (var command : line.getSubcommands().values().stream().distinct().toList()) {
            var spec = command.getCommandSpec();
            if (spec.usageMessage().hidden()) {
                continue;
            }
            var more = others.entrySet().stream()
                    .filter(word -> word.getValue().equals(spec.name())).map(Map.Entry::getKey).sorted();
            verbs.add(verb(spec, List.of(spec.name()), more));
            for (var inner : command.getSubcommands().values().stream().distinct().toList()) {
                verbs.add(verb(inner.getCommandSpec(), List.of(spec.name(), inner.getCommandName()), Stream.of()));
            }
        }
        return new Grammar(verb(line.getCommandSpec(), List.of(), Stream.of()), verbs);
    }

    private static Verb verb(CommandSpec spec, List<String> path, Stream<String> otherNames) {
        var names = Stream.of(Stream.of(spec.name()), Arrays.stream(spec.aliases()), otherNames)
                .flatMap(each -> each).distinct().toList();
        var flags = spec.options().stream().filter(option -> !option.hidden()).map(Grammar::flag).toList();
        var operand = spec.positionalParameters().stream().findFirst()
                .map(argument -> operand(argument, takesSession(spec))).orElse(Operand.of(Kind.NOTHING));
        var inner = spec.subcommands().values().stream().map(CommandLine::getCommandName).distinct().toList();
        return new Verb(path, names, List.of(spec.usageMessage().description()), flags, operand, inner,
                Arrays.stream(spec.usageMessage().footer()).toList());
    }

    /** Whether its first word may be a session's name. */
    private static boolean takesSession(CommandSpec spec) {
        return List.of("up", "down", "restart", "status", "logs").contains(spec.name()) && spec.parent() != null
                && spec.parent().parent() == null;
    }

    private static Flag flag(OptionSpec option) {
        var names = new ArrayList<>(List.of(option.names()));
        if (option.negatable()) {
            names.addAll(Arrays.stream(option.names()).filter(name -> name.startsWith("--"))
                    .map(name -> "--no-" + name.substring(2)).toList());
        }
        boolean bare = option.arity().max() == 0;
        var value = bare ? Operand.of(Kind.NOTHING)
                : List.of(option.names()).contains("--session") ? Operand.of(Kind.SESSION) : operand(option, false);
        return new Flag(names, bare ? "" : option.paramLabel(), value, !option.splitRegex().isEmpty(),
                String.join(" ", option.description()));
    }

    private static Operand operand(ArgSpec argument, boolean orSession) {
        if (argument.completionCandidates() != null) {
            return new Operand(Kind.WORD,
                    StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList());
        }
        return switch (argument.paramLabel()) {
            case "SERVICE" -> Operand.of(orSession ? Kind.SERVICE_OR_SESSION : Kind.SERVICE);
            case "FILE" -> Operand.of(Kind.FILE);
            case "COMMAND" -> Operand.of(Kind.COMMAND);
            case String label when label.contains("|") -> new Operand(Kind.WORD, List.of(label.split("\\|", -1)));
            default -> Operand.of(Kind.TEXT);
        };
    }

    private static String firstSentence(String text) {
        int end = Stream.of(text.indexOf(". "), text.indexOf("; "), text.indexOf(": ")).filter(at -> at > 0)
                .min(Integer::compare).orElse(text.length());
        var sentence = text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** The commands that are no group's, each once. */
    List<Verb> first() {
        return verbs.stream().filter(verb -> verb.path().size() == 1).toList();
    }

    /** The commands of a group. */
    List<Verb> inside(Verb group) {
        return verbs.stream().filter(verb -> verb.path().size() == 2
                && verb.path().getFirst().equals(group.path().getFirst())).toList();
    }

    /** {@code words} with blanks between them. */
    static String joined(List<String> words) {
        return words.stream().collect(Collectors.joining(" "));
    }
}
