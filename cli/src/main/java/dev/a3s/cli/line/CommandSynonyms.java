package dev.a3s.cli.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that a3s's commands have in other programs: {@code serve} and {@code start}, {@code stop}, {@code servers}. */
public final class CommandSynonyms {
    private static final Map<String, List<String>> WORDS = Map.of(
            "serve", List.of("up"),
            "start", List.of("up", "-d"),
            "stop", List.of("down"),
            "servers", List.of("ps"));

    /** Commands of other programs that are options here, as in {@code help up}. */
    private static final Map<String, String> OPTIONS = Map.of("help", "--help", "version", "--version");

    private CommandSynonyms() {}

    /** Each synonym with the command that it means. */
    public static Map<String, String> commands() {
        return WORDS.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, word -> word.getValue().getFirst()));
    }

    /**
     * The command line with a3s's own command in place of a synonym.
     *
     * @param commands the names of a3s's commands, which are never synonyms
     */
    public static String[] translate(String[] arguments, Set<String> commands) {
        int command = 0;
        while (command < arguments.length && arguments[command].startsWith("-")) {
            command++;
        }
        if (command == arguments.length || commands.contains(arguments[command])) {
            return arguments;
        }
        var option = Optional.ofNullable(OPTIONS.get(arguments[command]));
        if (option.isPresent()) {
            var others = new ArrayList<>(List.of(arguments));
            others.remove(command);
            others.add(option.get());
            return translate(others.toArray(String[]::new), commands);
        }
        boolean killAll = arguments[command].equals("servers") && command + 1 < arguments.length
                && arguments[command + 1].equals("kill-all");
        var ours = killAll ? List.of("down", "--all")
                : WORDS.getOrDefault(arguments[command], List.of(arguments[command]));
        if (!commands.contains(ours.getFirst())) {
            return arguments;
        }
        var given = List.of(arguments);
        var translated = new ArrayList<>(given.subList(0, command));
        translated.addAll(ours);
        translated.addAll(given.subList(command + (killAll ? 2 : 1), given.size()));
        return translated.toArray(String[]::new);
    }
}
