package dev.a3s.cli.completion;

import java.util.stream.Collectors;

import dev.a3s.cli.completion.Grammar.Operand;
import dev.a3s.cli.completion.Grammar.Verb;

/** Completion for fish, with what each word is for. */
public final class FishCompletion {
    private FishCompletion() {}

    /** The script, for fish's {@code completions} directory. */
    public static String of(Grammar grammar) {
        var text = new StringBuilder("""
                # fish completion for a3s, made by: a3s completion fish
                function __a3s_services
                    set -l dir $PWD
                    while not test -f "$dir/A3sfile.hcl"
                        test -n "$dir"; or return 0
                        set dir (string replace -r '/[^/]*$' '' -- $dir)
                    end
                    string replace -rf '^\\s*(?:service|task)\\s*"([a-z0-9-]+)".*' '$1' <"$dir/A3sfile.hcl"
                end
                function __a3s_sessions
                    set -l home $HOME/.a3s
                    set -q A3S_HOME; and set home $A3S_HOME
                    for state in $home/sessions/*/state.json
                        basename (dirname $state)
                    end
                end
                complete -c a3s -f
                """);
        options(grammar.root(), "__fish_use_subcommand", text);
        for (var verb : grammar.first()) {
            line(text, "__fish_use_subcommand", " -a " + verb.path().getFirst(), verb.summary());
            var here = (verb.inner().isEmpty() ? notIn(grammar) : "") + "__fish_seen_subcommand_from "
                    + Grammar.joined(verb.names());
            var inner = grammar.inside(verb);
            for (var each : inner) {
                line(text, here + "; and not __fish_seen_subcommand_from " + Grammar.joined(verb.inner()),
                        " -a " + each.path().getLast(), each.summary());
                options(each, here + "; and __fish_seen_subcommand_from " + each.path().getLast(), text);
            }
            if (!inner.isEmpty()) {
                continue;
            }
            options(verb, here, text);
            var values = source(verb.operand());
            if (!values.isEmpty()) {
                text.append("complete -c a3s -n '").append(here).append("'").append(values).append('\n');
            }
        }
        return text.toString();
    }

    /** The beginning of a condition: the line calls no command of a group, for {@code a3s daemon logs} is not {@code a3s logs}. */
    private static String notIn(Grammar grammar) {
        return grammar.first().stream().filter(verb -> !verb.inner().isEmpty())
                .map(verb -> "not __fish_seen_subcommand_from " + verb.path().getFirst() + "; and ")
                .collect(Collectors.joining());
    }

    private static void options(Verb verb, String condition, StringBuilder text) {
        for (var flag : verb.flags()) {
            var names = new StringBuilder();
            for (var name : flag.names()) {
                names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            line(text, condition, names + (flag.takesValue() ? " -r" + source(flag.value()) : ""), flag.summary());
        }
    }

    private static void line(StringBuilder text, String condition, String what, String about) {
        text.append("complete -c a3s -n '").append(condition).append("'").append(what).append(" -d '")
                .append(about.replace("\\", "").replace("'", "’")).append("'\n");
    }

    private static String source(Operand operand) {
        return switch (operand.kind()) {
            case NOTHING, TEXT -> "";
            case WORD -> " -a '" + Grammar.joined(operand.words()) + "'";
            case SERVICE -> " -a '(__a3s_services)'";
            case SERVICE_OR_SESSION -> " -a '(__a3s_services; __a3s_sessions)'";
            case SESSION -> " -a '(__a3s_sessions)'";
            case FILE -> " -F";
            case COMMAND -> " -a '(__fish_complete_subcommand)'";
        };
    }
}
