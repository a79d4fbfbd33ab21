package dev.a3s.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import dev.a3s.config.Section.Item;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.HclReader;
import dev.a3s.hcl.Source;
import dev.a3s.hcl.Value;

/** Reads {@code route} and {@code repo}: what lies outside of the project. */
final class OutsideReader {
    private static final int HTTP_PORT = 80;

    private OutsideReader() {}

    static Optional<RouteSpec> route(Section route, String name) {
        if (!route.has("to")) {
            route.reading()
                    .error(route.header(), route.label("to") + " is missing",
                            "write to = \"http://127.0.0.1:5050\"");
        }
        return route.read("to", OutsideReader::upstream).map(to -> new RouteSpec(name, to));
    }

    private static Optional<URI> upstream(Item item) {
        var example = "write \"http://127.0.0.1:5050\"";
        if (!(item.value() instanceof Value.Text)) {
            return item.expected("an address", example);
        }
        return Types.filled(item).flatMap(text -> {
            URI uri;
            try {
                uri = new URI(text);
            } catch (URISyntaxException invalid) {
                return item.wrong(item.value().shown() + " is not an address", example);
            }
            if (!"http".equalsIgnoreCase(uri.getScheme())) {
                return item.wrong(item.value().shown() + " is not supported: the address begins with http://", example);
            }
            if (uri.getHost() == null || uri.getUserInfo() != null) {
                return item.wrong(item.value().shown() + " names no host", example);
            }
            int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
            if (Types.inRange(item, PortRange.ANY, port, String.valueOf(port), "").isEmpty()) {
                return Optional.empty();
            }
            boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            if (!bare || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                return item.wrong(item.value().shown() + " has a path: a route forwards the path of each request",
                        "write \"http://" + uri.getRawAuthority() + "\"");
            }
            return Optional.of(URI.create("http://" + uri.getHost() + ":" + port));
        });
    }

    /** Another repository, with the names that its own A3sfile declares. */
    static Optional<Project.Repo> repo(Section repo, String name) {
        if (!repo.has("path")) {
            repo.reading().error(repo.header(), repo.label("path") + " is missing", "write path = \"../" + name + "\"");
        }
        return repo.read("path", Locations.DIRECTORY).flatMap(path -> {
            var file = path.resolve(A3sfile.FILE_NAME);
            if (!Files.isRegularFile(file)) {
                repo.reading()
                        .error(repo.place("path"), repo.label("path") + ": there is no " + A3sfile.FILE_NAME
                                + " in " + path, "create one there, or remove the repo");
                return Optional.empty();
            }
            if (path.equals(repo.reading().dir())) {
                repo.reading()
                        .error(repo.place("path"), repo.label("path") + " is this project itself", "remove the repo");
                return Optional.empty();
            }
            return Optional.of(look(name, path, file));
        });
    }

    private static Project.Repo look(String name, Path path, Path file) {
        Set<String> names = new LinkedHashSet<>();
        var faults = new Faults();
        try {
            var body = HclReader.read(new Source(TextFile.read(file).text()), faults);
            for (var block : body.blocks()) {
                if ((block.type().equals("service") || block.type().equals("task")) && !block.labels().isEmpty()) {
                    names.add(block.labels().getFirst().text());
                }
            }
        } catch (IOException unreadable) {
            return new Project.Repo(name, path, Set.of(), false);
        }
        return new Project.Repo(name, path, names, faults.isEmpty());
    }
}
