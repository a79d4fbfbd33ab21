package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.settings.SourceReader;
import dev.a3s.cli.settings.Sources;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Table;
import dev.a3s.cli.terminal.Table.Cell;
import dev.a3s.cli.terminal.Table.Concession;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.DevSpec;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.NearName;
import dev.a3s.config.UserSettings;
import dev.a3s.config.ValidationScope;
import dev.a3s.json.Json;
import dev.a3s.protocol.RuntimeDir;

/** {@code a3s config}. */
@Command(name = "config", sortOptions = false, description = {
    "Show the settings and where each comes from, or set your own.",
    "The strongest wins: a flag, the environment, the A3sfile, your defaults, a3s's."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s config                     what holds in this directory", "  a3s config --port 8080",
            "  a3s config --host 0.0.0.0 --reload false", "  a3s config --unset port"})
final class ConfigCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final List<String> UNSETTABLE = Stream
            .concat(Setting.ALL.stream().map(Setting::name), Stream.of(ALL))
            .toList();

    private final Console console;
    private final RuntimeDir home = RuntimeDir.of(System.getenv());

    @Option(names = "--port", paramLabel = "PORT",
            description = "The port that your projects are served at, 1024 to 65535.")
    private Optional<String> port = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS",
            description = "What the proxy binds: 127.0.0.1 for this machine alone, 0.0.0.0 to let others in.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--reload", paramLabel = "true|false",
            description = "Whether services restart when the files change that they watch.")
    private Optional<String> reload = Optional.empty();

    @Option(names = "--unset", split = ",", paramLabel = "port|host|reload|all",
            description = "Forget your own default for port, host, reload or all.")
    private List<String> unset = List.of();

    @Option(names = "--json", description = "Print the settings as a JSON array of {setting, value, from}.")
    private boolean json;

    ConfigCommand(Console console) {
        this.console = console;
    }

    /** A setting as it is shown. */
    private record Row(String setting, String value, String from) {}

    @Override
    public Integer call() {
        if (port.isPresent() || host.isPresent() || reload.isPresent() || !unset.isEmpty()) {
            change();
        } else {
            show();
        }
        return ExitCode.DONE;
    }

    // --- shows

    private void show() {
        var file = A3sfileLoader.find(Path.of("").toAbsolutePath());
        var sources = SourceReader.sources(home, console).with(file.flatMap(this::dev));
        var rows = Setting.ALL.stream().map(setting -> row(setting, sources, file)).toList();
        if (json) {
            console.printJson(Json.indented(rows));
            return;
        }
        new Table().column("SETTING", Concession.NEVER, cells(rows.stream().map(Row::setting).toList()))
                .column("VALUE", Concession.NEVER, cells(rows.stream().map(Row::value).toList()))
                .column("FROM", Concession.drop(1), cells(rows.stream().map(Row::from).toList()))
                .lines(console.terminal().width(), console::style).forEach(console::print);
        console.say(console.style(Style.DIM, "your defaults are in " + home.settings()
                + (Files.exists(home.settings()) ? ""
                        : ", which is not there yet; set one with: a3s config --port N")));
    }

    private static List<Cell> cells(List<String> texts) {
        return texts.stream().map(Cell::new).toList();
    }

    private static <T> Row row(Setting<T> setting, Sources sources, Optional<Path> file) {
        var chosen = setting.resolve(Optional.empty(), sources);
        return new Row(setting.name(), chosen.value().toString(), switch (chosen.origin()) {
            case FLAG -> "--" + setting.name();
            case ENVIRONMENT -> "the environment (" + setting.variable() + ")";
            case A3SFILE -> file.orElseThrow().toString();
            case USER -> "your defaults";
            case DEFAULT -> "default";
        });
    }

    /** The {@code dev} block as it is written; empty if the file has errors. */
    private Optional<DevSpec> dev(Path file) {
        try {
            var scope = new ValidationScope(System.getenv(), Sources.UNSAID);
            return Optional.of(A3sfileLoader.load(file, scope).file().dev());
        } catch (InvalidA3sfile e) {
            console.say(file + " has errors, and is left out here; a3s validate says which");
            return Optional.empty();
        }
    }

    // --- changes

    private void change() {
        var said = new ArrayList<String>();
        var next = changed(isUnset(ALL) ? UserSettings.NONE : SourceReader.userSettings(home.settings(), console),
                said);
        try {
            home.create();
            next.write(home.settings());
        } catch (RuntimeDir.Unusable e) {
            throw new Failure(ExitCode.FAILED, e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "cannot write " + home.settings() + ": " + e.getMessage(), e);
        }
        said.forEach(console::print);
        console.print("Configuration saved to " + home.settings());
        if (home.hasLiveSessions()) {
            console.say("What runs goes on as it is; a3s up applies it");
        }
    }

    private UserSettings changed(UserSettings before, List<String> said) {
        for (var name : unset) {
            if (!UNSETTABLE.contains(name.toLowerCase(Locale.ROOT))) {
                throw new Failure(ExitCode.WRONG,
                        "unknown setting: '" + name + "'" + NearName.question(name, UNSETTABLE,
                                "; there are port, host, reload, and all for all of them"));
            }
            said.add("Unset " + name);
        }
        return new UserSettings(next(Setting.PORT, port, before.port(), said),
                next(Setting.HOST, host, before.host(), said), next(Setting.RELOAD, reload, before.reload(), said));
    }

    private <T> Optional<T> next(Setting<T> setting, Optional<String> flag, Optional<T> before, List<String> said) {
        var value = flag.map(setting::ofLastingFlag);
        value.ifPresent(known -> said.add("Updated " + setting.name() + " = " + known));
        return value.or(() -> isUnset(setting.name()) ? Optional.empty() : before);
    }

    private boolean isUnset(String name) {
        return unset.stream().anyMatch(name::equalsIgnoreCase);
    }
}
