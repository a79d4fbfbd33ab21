package dev.a3s.cli.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import dev.a3s.config.NearName;

/** Explains in a sentence what is wrong with a command line, and what was probably meant. */
public final class Misuse {
    /** Commands that a3s does not have yet, each with what helps until then. */
    private static final Map<String, String> LATER = Map.of(
            "dashboard", "a3s status --watch shows what each service is doing as it changes",
            "control-center", "a3s ps shows all your sessions",
            "session", "a3s ps --sessions lists them, and a3s up starts one in any directory",
            "workspace", "a3s up starts each repository by itself, and a3s ps shows all of them");

    private Misuse() {}

    public static String sentence(ParameterException wrong) {
        var command = wrong.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(command, name, unmatched);
            case MissingParameterException missing when isValue(missing) ->
                missing.getMissing().stream().map(Misuse::label).findFirst().orElse(name).replaceFirst(" ",
                        " needs a value: ");
            case MissingParameterException missing -> {
                var parts = missing.getMissing().stream().map(Misuse::label).toList();
                yield name + " needs " + String.join(" and ", parts);
            }
            default -> wrong.getArgSpec() == null || wrong.getValue() == null ? wrong.getMessage()
                    : value(wrong.getArgSpec(), wrong.getValue());
        };
    }

    /** Whether an option lacks its value, rather than being missing itself. */
    private static boolean isValue(MissingParameterException missing) {
        return missing.getMissing().stream()
                .allMatch(argument -> argument instanceof OptionSpec option && !option.required());
    }

    private static String unmatched(CommandLine command, String name, UnmatchedArgumentException unmatched) {
        var word = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            var option = word.split("=", 2)[0];
            return "unknown option: '" + option + "'" + NearName.question(option, options(command), "");
        }
        if (command.getSubcommands().isEmpty()) {
            return name + " takes nothing more: '" + word + "'";
        }
        if (command.getParent() == null && LATER.containsKey(word)) {
            return name + " " + word + " is not there yet; until then: " + LATER.get(word);
        }
        var words = new ArrayList<>(command.getSubcommands().keySet());
        if (command.getParent() == null) {
            words.addAll(CommandSynonyms.commands().keySet());
        }
        var group = name.substring(name.indexOf(' ') + 1) + " ";
        return "unknown command: '" + (command.getParent() == null ? "" : group) + word + "'"
                + NearName.of(word, words).map(near -> "; did you mean '" + name + " " + near + "'?").orElse("");
    }

    private static List<String> options(CommandLine command) {
        var names = new ArrayList<String>();
        for (var option : command.getCommandSpec().options()) {
            if (option.hidden()) {
                continue;
            }
            names.addAll(List.of(option.names()));
            if (option.negatable()) {
                names.add(option.longestName().replaceFirst("--", "--no-"));
            }
        }
        return names;
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() + " " + option.paramLabel()
                : "a " + argument.paramLabel();
    }

    private static String value(ArgSpec argument, String value) {
        var name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        var type = argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : String.class;
        var wanted = type == int.class || type == Integer.class ? "a number"
                : type == Duration.class ? "a time like 90s or 2m" : argument.paramLabel();
        return name + " takes " + wanted + ", not '" + value + "'";
    }
}
