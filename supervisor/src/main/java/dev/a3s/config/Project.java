package dev.a3s.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.a3s.hcl.Span;

/**
 * What a file declares, by name, while its blocks are being read.
 *
 * @param order    the names of services and tasks in file order
 * @param services in file order
 * @param tasks    in file order
 * @param repos    in file order
 * @param edges    who depends on what, and where the file says so; filled while the blocks are read
 */
record Project(Reading reading, List<String> order, Map<String, Declaration> services, Map<String, Section> tasks,
        Map<String, Repo> repos,
        Map<String, Map<String, Span>> edges) {

    /**
     * Another repository.
     *
     * @param names its services and tasks; empty where its file cannot be read
     * @param known whether {@code names} is complete
     */
    record Repo(String name, Path path, Set<String> names, boolean known) {}

    Project(Reading reading, List<String> order, Map<String, Declaration> services, Map<String, Section> tasks,
            Map<String, Repo> repos) {
        this(reading, order, services, tasks, repos, new LinkedHashMap<>());
    }
}
