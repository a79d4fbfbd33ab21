package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.settings.Defaults;
import dev.a3s.cli.settings.Setting;
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
import dev.a3s.config.Listen;
import dev.a3s.config.NearName;
import dev.a3s.config.UserSettings;
import dev.a3s.config.ValidationScope;
import dev.a3s.control.RuntimeDir;
import dev.a3s.json.Json;

/** {@code a3s config}. */
@Command(name = "config", sortOptions = false, description = {
    "Show the settings and where each comes from, or set your own.",
    "The strongest wins: a flag, the environment, the A3sfile, your defaults, a3s's."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s config                     what holds in this directory", "  a3s config --port 8080",
            "  a3s config --host 0.0.0.0 --reload false", "  a3s config --unset port"})
final class ConfigCommand implements Callable<Integer> {
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
        var usual = Defaults.read(home.settings(), console);
        var file = A3sfileLoader.find(Path.of("").toAbsolutePath());
        var said = file.flatMap(this::dev);
        var rows = List.of(
                row(Setting.PORT, said.map(DevSpec::proxyPort).filter(value -> value != 0).map(String::valueOf), file,
                        usual.port().isPresent() ? Optional.of(usual.port().getAsInt() + "") : Optional.empty()),
                row(Setting.HOST, said.map(DevSpec::host).filter(value -> !value.isEmpty()), file, usual.host()),
                row(Setting.RELOAD, Optional.empty(), file, usual.reload().map(String::valueOf)));
        if (json) {
            console.print(Json.indented(rows));
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

    private static Row row(Setting setting, Optional<String> inFile, Optional<Path> file, Optional<String> usual) {
        var variable = setting.in(System.getenv());
        if (variable.isPresent()) {
            return new Row(setting.word(), variable.get(), "the environment (" + setting.variable() + ")");
        }
        if (inFile.isPresent()) {
            return new Row(setting.word(), inFile.get(), file.orElseThrow().toString());
        }
        return usual.map(value -> new Row(setting.word(), value, "your defaults"))
                .orElseGet(() -> new Row(setting.word(), setting.standard(), "default"));
    }

    /** What a file says; port 0 and host "" where it does not, which it could not say itself. */
    private Optional<DevSpec> dev(Path file) {
        try {
            var silent = new Listen(OptionalInt.of(0), Optional.of(""));
            return Optional.of(A3sfileLoader.load(file, new ValidationScope(System.getenv(), silent)).file().dev());
        } catch (InvalidA3sfile e) {
            console.say(file + " has errors, and is left out here; a3s validate says which");
            return Optional.empty();
        }
    }

    // --- changes

    private void change() {
        var said = new ArrayList<String>();
        var next = changed(unset.contains("all") ? UserSettings.NONE : Defaults.read(home.settings(), console), said);
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
        var newPort = before.port();
        var newHost = before.host();
        var newReload = before.reload();
        for (var name : unset) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "port" -> newPort = OptionalInt.empty();
                case "host" -> newHost = Optional.empty();
                case "reload" -> newReload = Optional.empty();
                case "all" -> {
                }
                default -> throw new Failure(ExitCode.WRONG,
                        "unknown setting: '" + name + "'" + NearName.question(name,
                                List.of("port", "host", "reload", "all"),
                                "; there are port, host, reload, and all for all of them"));
            }
        }
        unset.forEach(name -> said.add("Unset " + name));
        Map<Setting, String> values = new java.util.EnumMap<>(Setting.class);
        port.ifPresent(text -> values.put(Setting.PORT, Setting.PORT.check(text, UserSettings.LEAST_PORT)));
        host.ifPresent(text -> values.put(Setting.HOST, Setting.HOST.check(text, UserSettings.LEAST_PORT)));
        reload.ifPresent(text -> values.put(Setting.RELOAD, Setting.RELOAD.check(text, UserSettings.LEAST_PORT)));
        values.forEach((setting, value) -> said.add("Updated " + setting.word() + " = " + value));
        return new UserSettings(
                values.containsKey(Setting.PORT) ? OptionalInt.of(Integer.parseInt(values.get(Setting.PORT))) : newPort,
                values.containsKey(Setting.HOST) ? Optional.of(values.get(Setting.HOST)) : newHost,
                values.containsKey(Setting.RELOAD) ? Optional.of(Boolean.valueOf(values.get(Setting.RELOAD)))
                        : newReload);
    }
}
