package dev.a3s.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.mcp.Commands;
import dev.a3s.cli.mcp.McpServer;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Signals;

/** {@code a3s mcp}. */
@Command(name = "mcp", sortOptions = false, description = {
    "Let a coding assistant see and steer this project's services.",
    "A Model Context Protocol server on standard input and output.",
    "The assistant starts it; it ends with its input. See docs/mcp.md."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s mcp --file /src/shop",
            "An assistant runs it in the project's directory, by its configuration:",
            "  {\"mcpServers\": {\"a3s\": {\"command\": \"a3s\", \"args\": [\"mcp\"]}}}"})
final class McpCommand implements Callable<Integer> {
    private final Console console;
    private final Commands commands;

    @Mixin
    private ProjectOptions project;

    McpCommand(Console console, Commands commands) {
        this.console = console;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        var server = new McpServer(new FileInputStream(FileDescriptor.in), messages(), file(), commands);
        Signals.onEnd(() -> {
            server.silence();
            Runtime.getRuntime().halt(ExitCode.DONE);
        });
        if (console.terminal().isOutput()) {
            console.say("this waits for an assistant's messages, JSON-RPC, a line each; a3s mcp --help says how an"
                    + " assistant is told of it; Ctrl-C ends it");
        }
        try {
            server.serve();
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "cannot read standard input: " + e.getMessage(), e);
        }
    }

    /** Standard output, and nobody else's: what others might print there goes to standard error. */
    private static OutputStream messages() {
        System.setOut(System.err);
        return new FileOutputStream(FileDescriptor.out);
    }

    /** A project that was named is the same for ever, also when its session ends; else the nearest, once there is one. */
    private Supplier<Path> file() {
        if (!project.isNamed()) {
            return project::path;
        }
        var named = project.path();
        return () -> named;
    }
}
