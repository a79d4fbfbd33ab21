package dev.a3s.operations;

import java.nio.file.Path;

/**
 * The pseudo-terminal of a service.
 *
 * @param input  the FIFO that takes what is typed
 * @param output the file that the terminal's output is appended to
 * @param pid    of the service's command
 */
public record TerminalFiles(Path input, Path output, long pid) {}
