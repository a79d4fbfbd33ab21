package dev.a3s.cli.mcp;

import java.util.List;

import dev.a3s.cli.terminal.Console;

/** a3s's commands, as a server of tools has them run. */
@FunctionalInterface
public interface Commands {
    /**
     * Runs one in this process, from any thread. Whatever a value looks like, it is one.
     *
     * @param console  where it writes
     * @param options  the command's name, and options with their values behind {@code =}
     * @param operands what stands behind all options
     * @return the exit code
     */
    int run(Console console, List<String> options, List<String> operands);
}
