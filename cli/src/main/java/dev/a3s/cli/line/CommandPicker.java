package dev.a3s.cli.line;

import java.util.List;
import java.util.Set;

import picocli.CommandLine.Command;

/**
 * Picks the commands that picocli has to know for one command line, since describing all of them slows a cold JVM down.
 */
public final class CommandPicker {
    /** Commands that are called most often. */
    private static final Set<String> ALONE = Set.of("logs", "status", "validate");

    private CommandPicker() {}

    /** All of {@code commands}; only the one that is called, if it is called often and its name is the first word. */
    public static List<Class<?>> concerned(List<Class<?>> commands, String... words) {
        return words.length > 0 && ALONE.contains(words[0]) ? named(commands, words[0]) : commands;
    }

    /** The one of {@code commands} that has that name, alone; none if there is none. */
    public static List<Class<?>> named(List<Class<?>> commands, String name) {
        return commands.stream().filter(type -> type.getAnnotation(Command.class).name().equals(name)).toList();
    }
}
