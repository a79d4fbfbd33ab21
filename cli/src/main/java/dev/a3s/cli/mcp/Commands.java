package dev.a3s.cli.mcp;

import java.util.List;

import dev.a3s.cli.terminal.Console;

/** Runs a3s's commands for the server of tools. */
@FunctionalInterface
public interface Commands {
    /**
     * Runs one in this process, from any thread. A value that looks like an option is still a value.
     *
     * @param console  where it writes
     * @param options  the command's name, and options with their values behind {@code =}
     * @param operands what stands behind all options
     * @return the exit code
     */
    int run(Console console, List<String> options, List<String> operands);
}
