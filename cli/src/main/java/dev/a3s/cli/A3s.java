package dev.a3s.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

import dev.a3s.cli.daemon.DaemonCommand;
import dev.a3s.cli.line.CommandFactory;
import dev.a3s.cli.line.CommandPicker;
import dev.a3s.cli.line.CommandSynonyms;
import dev.a3s.cli.line.Misuse;
import dev.a3s.cli.mcp.Commands;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.StandardOutput;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.RuntimeDir;

/**
 * The {@code a3s} command: runs the subcommand that its first word names, and turns failures into messages and exit
 * codes.
 */
@Command(name = "a3s", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, sortOptions = false,
        versionProvider = A3s.Version.class,
        description = {"Starts every service of a project in dependency order,",
            "and serves each at http://<service>.localhost:7080."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s up            start everything and follow the logs",
            "  a3s up -d         start everything and return when it is ready",
            "  a3s down          stop everything"})
public final class A3s implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(UpCommand.class, DownCommand.class, RestartCommand.class,
            StatusCommand.class, PsCommand.class, PortsCommand.class, KillPortCommand.class, LogsCommand.class,
            OpenCommand.class, RunCommand.class, WaitCommand.class, ValidateCommand.class, WhyCommand.class,
            GraphCommand.class,
            EnvCommand.class, ExecCommand.class, AttachCommand.class, ConfigCommand.class, DoctorCommand.class,
            CompletionCommand.class, McpCommand.class, DaemonCommand.class);

    /** Takes the place of {@code --} where a value may be {@code --}: a lone NUL, which is no option. */
    private static final String END_OF_OPTIONS = "\0";

    @Option(names = "--debug", scope = ScopeType.INHERIT, hidden = true,
            description = "Show stack traces.")
    private boolean debug;

    private final Console console;

    private A3s(Console console) {
        this.console = console;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        var console = Console.ofProcess();
        if (args.length == 1 && args[0].equals("status")) {
            Runtime.getRuntime().halt(plain(console, new StatusCommand(console)::call)); // nothing to wait for
        }
        if (args.length == 1 && args[0].equals("validate")) {
            Runtime.getRuntime().halt(plain(console, new ValidateCommand(console)::call));
        }
        if (args.length > 0 && args[0].equals("logs")) {
            LogsCommand.plain(console, List.of(args).subList(1, args.length))
                    .ifPresent(logs -> Runtime.getRuntime().halt(plain(console, logs::call)));
        }
        System.exit(run(console, args));
    }

    private static int run(Console console, String... args) {
        var line = commandLine(console, CommandPicker.concerned(COMMANDS, args));
        return flushed(console, line.execute(CommandSynonyms.translate(args, line.getSubcommands().keySet())));
    }

    /**
     * Runs one command for a caller whose words come from elsewhere than a shell. A value that looks like an option, or like
     * the end of options, is still a value. May be called from any thread.
     *
     * @param options  the command's name, and options with their values behind {@code =}
     * @param operands what stands behind all options
     * @return the exit code
     */
    static int run(Console console, List<String> options, List<String> operands) {
        var words = new ArrayList<>(options);
        words.add(END_OF_OPTIONS);
        words.addAll(operands);
        int exit = commandLine(console, CommandPicker.named(COMMANDS, options.getFirst()))
                .setAllowOptionsAsOptionParameters(true).setEndOfOptionsDelimiter(END_OF_OPTIONS)
                .execute(words.toArray(String[]::new));
        console.flush();
        return exit;
    }

    /** Runs a command without picocli, which takes a cold JVM longer than the command itself. */
    private static int plain(Console console, IntSupplier command) {
        int exit;
        try {
            exit = command.getAsInt();
        } catch (RuntimeException e) {
            exit = failed(console, e, false);
        }
        return flushed(console, exit);
    }

    private static int flushed(Console console, int exit) {
        try {
            console.flush();
            return exit;
        } catch (StandardOutput.Gone e) {
            return failed(console, e, false);
        }
    }

    /** The description of all commands for picocli; they write to {@code console}. */
    public static CommandLine commandLine(Console console) {
        return commandLine(console, COMMANDS);
    }

    private static CommandLine commandLine(Console console, List<Class<?>> commands) {
        var a3s = new A3s(console);
        var line = new CommandLine(a3s, new CommandFactory(List.of(console, (Commands) A3s::run)));
        commands.forEach(line::addSubcommand);
        line.setExecutionExceptionHandler((failure, _, _) -> failed(console, failure, a3s.debug));
        line.setParameterExceptionHandler((wrong, _) -> misused(console, wrong));
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setExitCodeExceptionMapper(_ -> ExitCode.FAILED);
        line.setUsageHelpAutoWidth(true);
        line.setExpandAtFiles(false); // a word that begins with @ is what it looks like, such as a package's name
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        return line;
    }

    @Override
    public void run() {
        Welcome.show(console, Path.of("").toAbsolutePath());
    }

    private static int failed(Console console, Exception failure, boolean debug) {
        if (debug) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            console.say(trace.toString().stripTrailing());
        }
        switch (failure) {
            case Failure known -> console.error(known.getMessage());
            case StandardOutput.Gone gone when gone.isWanted() -> {
            }
            case StandardOutput.Gone gone -> console.error(gone.getMessage());
            case RuntimeDir.Unusable unusable -> console.error(unusable.getMessage());
            case ControlClient.Interrupted gone ->
                console.error(gone.getMessage() + "; services go on, the next command starts a new one");
            default -> console.error("unexpected: " + failure + " (--debug shows more)");
        }
        return switch (failure) {
            case Failure known -> known.exit();
            case ControlClient.Interrupted _, RuntimeDir.Unusable _ -> ExitCode.NO_DAEMON;
            default -> ExitCode.FAILED;
        };
    }

    private static int misused(Console console, ParameterException wrong) {
        console.error(Misuse.sentence(wrong));
        console.say("Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG;
    }

    /** {@code a3s --version}. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"a3s " + DaemonInfo.VERSION, "Java " + Runtime.version()};
        }
    }

}
