package dev.a3s.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.hcl.Body;
import dev.a3s.hcl.Body.Block;
import dev.a3s.hcl.Body.Label;
import dev.a3s.hcl.Budget;
import dev.a3s.hcl.Evaluator;
import dev.a3s.hcl.Fault.Note;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.Span;

/** Reads a whole file: first the names that it declares, then what each of them says, then how they fit together. */
final class ProjectReader {
    private static final int MAX_NAMES = 2000;

    private final Reading reading;
    private final Scope scope;
    private final Map<String, String> environment;

    private final Map<String, Declaration> services = new LinkedHashMap<>();
    private final Map<String, Section> tasks = new LinkedHashMap<>();
    private final Map<String, Section> routes = new LinkedHashMap<>();
    private final Map<String, Project.Repo> repos = new LinkedHashMap<>();

    ProjectReader(Reading reading, Scope scope, Map<String, String> environment) {
        this.reading = reading;
        this.scope = scope;
        this.environment = environment;
    }

    /** The project; empty if an error was reported. */
    Optional<A3sfile> read(Path path, Body body) {
        var file = Section.of(reading, Schema.FILE, "", "", new Span(0, 0), body);
        Map<String, Span> names = new LinkedHashMap<>();
        for (var block : body.blocks()) {
            if (block.type().equals("service")) {
                declare(block, "service", names).ifPresent(label -> services.putIfAbsent(label.text(),
                        new Declaration(label.text(), label.span(), content(block, "service", label), scope)));
            } else if (block.type().equals("task")) {
                declare(block, "task", names)
                        .ifPresent(label -> tasks.putIfAbsent(label.text(), content(block, "task", label)));
            }
        }
        Map<String, Span> routeNames = new LinkedHashMap<>();
        file.blocks("route")
                .forEach(block -> declare(block, "route", routeNames)
                        .ifPresent(label -> routes.putIfAbsent(label.text(), content(block, "route", label))));
        var dev = new DevReader(file.section("dev", Schema.DEV), reading.dir(), scope.usual());
        var references = new ReferenceCheck(services.keySet(), tasks.keySet(), reading.errors());
        var known = new ProjectContext(services, environment, scope, reading, dev, references);
        reading.names(references, new Evaluator(known, reading.errors(), new Budget()));
        readRepos(file);

        var project = new Project(reading, List.copyOf(names.keySet()), services, tasks, repos);
        var init = file.section("init", Schema.INIT).map(it -> new InitReader(it).read()).orElse(List.of());
        Map<String, TaskSpec> taskSpecs = new LinkedHashMap<>();
        tasks.forEach((name, section) -> task(project, name, section).ifPresent(task -> taskSpecs.put(name, task)));
        Map<String, ServiceSpec> serviceSpecs = new LinkedHashMap<>();
        services.forEach((name, declaration) -> new ServiceReader(project, declaration).read()
                .ifPresent(service -> serviceSpecs.put(name, service)));
        List<RouteSpec> routeSpecs = new ArrayList<>();
        routes.forEach((name, section) -> OutsideReader.route(section, name).ifPresent(routeSpecs::add));
        var settings = dev.read(services);
        new ProjectCheck(project).run(routes, references);
        if (!reading.errors().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new A3sfile(path, settings, init, taskSpecs, serviceSpecs, routeSpecs,
                repos.values().stream().map(repo -> new RepoSpec(repo.name(), repo.path())).toList()));
    }

    private Section content(Block block, String type, Label label) {
        var schema = switch (type) {
            case "service" -> Schema.SERVICE;
            case "task" -> Schema.TASK;
            default -> Schema.ROUTE;
        };
        return Section.of(reading, schema, type + " \"" + label.text() + "\"", "", block.header(), block.body());
    }

    /** The name of a block, checked; one that was taken before is reported. */
    private Optional<Label> declare(Block block, String type, Map<String, Span> names) {
        if (names.size() == MAX_NAMES) {
            reading.error(block.header(), "more than " + MAX_NAMES + " services and tasks in one file",
                    "divide the project");
            throw new Faults.Full();
        }
        var label = Labels.hostName(reading, block, type);
        label.ifPresent(it -> {
            var earlier = names.putIfAbsent(it.text(), it.span());
            if (earlier != null) {
                reading.error(it.span(), type + " \"" + it.text() + "\": the name is declared twice",
                        "give one of them another name", new Note(earlier, "first declared here"));
            }
        });
        return label;
    }

    private void readRepos(Section file) {
        Map<String, Span> names = new LinkedHashMap<>();
        for (var block : file.blocks("repo")) {
            declare(block, "repo", names).ifPresent(label -> {
                var section = Section.of(reading, Schema.REPO, "repo \"" + label.text() + "\"", "", block.header(),
                        block.body());
                OutsideReader.repo(section, label.text()).ifPresent(repo -> repos.putIfAbsent(label.text(), repo));
            });
        }
    }

    private static Optional<TaskSpec> task(Project project, String name, Section section) {
        var command = RunReader.command(section);
        var task = new TaskSpec(name, command.orElse(new Command.Shell("")), RunReader.dir(section),
                RunReader.env(section), RunReader.envFiles(section),
                new DependencyReader(project, section, "task", name).read());
        return command.map(_ -> task);
    }
}
