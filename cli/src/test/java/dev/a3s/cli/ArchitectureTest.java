package dev.a3s.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the arrows between packages, as jdeps sees them in the compiled classes: what a package may know of. Neither packages
 * nor the classes of one package know each other in a cycle.
 */
class ArchitectureTest {
    private static final Pattern ARROW = Pattern.compile("^\\s+(\\S+)\\s+-> (\\S+)\\s.*$");

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("cli",
                    Set.of("cli.line", "cli.up", "cli.daemon", "cli.attach", "cli.mcp", "cli.completion",
                            "cli.doctor", "cli.progress", "cli.status", "cli.log", "cli.settings", "cli.client",
                            "cli.terminal", "protocol", "session.naming", "status", "config", "logs", "json",
                            "process")),
            Map.entry("cli.up",
                    Set.of("cli.progress", "cli.client", "cli.terminal", "protocol", "session.naming", "status")),
            Map.entry("cli.line", Set.of("cli.settings", "cli.client", "cli.terminal", "protocol", "config")),
            Map.entry("cli.daemon", Set.of("cli.status", "cli.client", "cli.terminal", "protocol", "json")),
            Map.entry("cli.attach", Set.of("cli.terminal", "protocol")),
            Map.entry("cli.mcp", Set.of("cli.terminal", "protocol", "config", "json")),
            Map.entry("cli.completion", Set.of()),
            Map.entry("cli.doctor",
                    Set.of("cli.client", "cli.settings", "cli.terminal", "protocol", "session.naming", "config",
                            "process")),
            Map.entry("cli.progress", Set.of("cli.status", "cli.terminal", "protocol", "status", "config")),
            Map.entry("cli.status",
                    Set.of("cli.log", "cli.client", "cli.terminal", "protocol", "session.naming", "status", "config",
                            "json", "process")),
            Map.entry("cli.log",
                    Set.of("cli.client", "cli.terminal", "protocol", "session.naming", "config", "logs", "json",
                            "ansi")),
            Map.entry("cli.settings", Set.of("cli.terminal", "protocol", "config")),
            Map.entry("cli.client", Set.of("cli.terminal", "protocol", "session.naming", "status", "config")),
            Map.entry("cli.terminal", Set.of("config", "ansi")),
            Map.entry("daemon",
                    Set.of("control", "operations", "session", "session.naming", "service", "status", "protocol",
                            "process", "logs", "config", "proxy", "proxy.server")),
            Map.entry("control",
                    Set.of("json", "operations", "protocol", "session", "session.naming", "service", "status",
                            "process",
                            "logs", "config")),
            Map.entry("operations",
                    Set.of("protocol", "session", "session.naming", "service", "status", "feed", "process", "logs",
                            "config")),
            Map.entry("protocol", Set.of("session.naming", "status", "process", "logs", "config", "json")),
            Map.entry("session",
                    Set.of("session.naming", "service", "status", "graph", "process", "logs", "feed", "config",
                            "json")),
            Map.entry("session.naming", Set.of()),
            Map.entry("service", Set.of("status", "config", "process", "health", "watch", "logs")),
            Map.entry("status", Set.of("process", "config")),
            Map.entry("logs", Set.of("ansi")),
            Map.entry("health", Set.of("config", "process", "ansi")),
            Map.entry("watch", Set.of("config")),
            Map.entry("config", Set.of("hcl", "graph")),
            Map.entry("hcl", Set.of()),
            Map.entry("graph", Set.of()),
            Map.entry("process", Set.of()),
            Map.entry("feed", Set.of()),
            Map.entry("ansi", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("proxy.server", Set.of("proxy.http1", "proxy")),
            Map.entry("proxy.http1", Set.of("proxy.page", "proxy.message", "proxy")),
            Map.entry("proxy.page", Set.of("proxy.message", "proxy")),
            Map.entry("proxy.message", Set.of()),
            Map.entry("proxy", Set.of()));

    /** Each library, and the only package that may use it, itself or in a package inside it. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "io.netty", "proxy",
            "com.bertramlabs.plugins.hcl4j", "hcl",
            "io.methvin.watcher", "watch",
            "com.google.gson", "json",
            "picocli", "cli",
            "ch.qos.logback", "daemon");

    private record Arrow(String from, String to) {}

    @Test
    void packagesKnowOnlyWhatIsBelowThem() {
        Set<String> offending = arrows().stream()
                .filter(arrow -> isOurs(arrow.from()) && isOurs(arrow.to()))
                .map(arrow -> new Arrow(ours(arrow.from()), ours(arrow.to())))
                .filter(arrow -> !arrow.from().equals(arrow.to())
                        && !ALLOWED.getOrDefault(arrow.from(), Set.of()).contains(arrow.to()))
                .map(arrow -> arrow.from() + " -> " + arrow.to())
                .collect(toCollection(TreeSet::new));
        assertThat(offending).as("arrows that ArchitectureTest.ALLOWED does not have").isEmpty();
    }

    @Test
    void eachLibraryIsKnownToOnePackage() {
        Set<String> offending = new TreeSet<>();
        for (var arrow : arrows()) {
            LIBRARIES.forEach((library, only) -> {
                boolean uses = arrow.to().equals(library) || arrow.to().startsWith(library + ".");
                if (uses && isOurs(arrow.from()) && !(ours(arrow.from()) + ".").startsWith(only + ".")) {
                    offending.add(arrow.from() + " -> " + arrow.to());
                }
            });
        }
        assertThat(offending).isEmpty();
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> packages = arrows().stream()
                .map(Arrow::from)
                .filter(ArchitectureTest::isOurs)
                .map(ArchitectureTest::ours)
                .collect(toCollection(TreeSet::new));
        assertThat(packages).isSubsetOf(ALLOWED.keySet()).contains("cli", "daemon", "proxy", "hcl");
    }

    @Test
    void noPackagesKnowEachOtherInACycle() {
        assertThat(inCycles(arrows().stream().filter(arrow -> isOurs(arrow.from()) && isOurs(arrow.to())).toList()))
                .isEmpty();
    }

    /** So that a name says which class is meant, wherever it is read. */
    @Test
    void noTwoClassesHaveOneName() {
        var byName = arrows("-verbose:class").stream().map(arrow -> outermost(arrow.from()))
                .filter(name -> isOurs(name) && !name.endsWith(".package-info")).distinct()
                .collect(groupingBy(name -> name.substring(name.lastIndexOf('.') + 1), toCollection(TreeSet::new)));
        assertThat(byName).containsKey("Session");
        assertThat(byName.values().stream().filter(classes -> classes.size() > 1)).isEmpty();
    }

    /** A nested class counts as the one around it: the records of a sealed interface are that interface. */
    @Test
    void noClassesOfAPackageKnowEachOtherInACycle() {
        var within = arrows("-verbose:class").stream()
                .map(arrow -> new Arrow(outermost(arrow.from()), outermost(arrow.to())))
                .filter(arrow -> isOurs(arrow.from()) && packageOf(arrow.from()).equals(packageOf(arrow.to())))
                .toList();
        assertThat(within).isNotEmpty();
        assertThat(inCycles(within)).isEmpty();
    }

    @Test
    void routingKnowsNoWire() {
        assertThat(arrows()).noneMatch(
                arrow -> arrow.from().equals("dev.a3s.proxy") && arrow.to().startsWith("io.netty"));
    }

    /** The packages on cycles: those left when packages without arrows out, or without arrows in, are removed again and again. */
    private static Set<String> inCycles(List<Arrow> arrows) {
        var left = arrows.stream().filter(arrow -> !arrow.from().equals(arrow.to())).toList();
        while (true) {
            var from = left.stream().map(Arrow::from).collect(toCollection(TreeSet::new));
            var to = left.stream().map(Arrow::to).collect(toCollection(TreeSet::new));
            var next = left.stream().filter(arrow -> to.contains(arrow.from()) && from.contains(arrow.to())).toList();
            if (next.size() == left.size()) {
                return from;
            }
            left = next;
        }
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }

    private static boolean isOurs(String name) {
        return name.startsWith("dev.a3s.");
    }

    private static String ours(String name) {
        return name.substring("dev.a3s.".length());
    }

    private static List<Arrow> arrows() {
        return arrows("-verbose:package");
    }

    private static List<Arrow> arrows(String grain) {
        var output = new StringWriter();
        var printer = new PrintWriter(output);
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(printer, printer, grain,
                        "--ignore-missing-deps", "--multi-release", "25", "-filter:none", classes("proxy"),
                        classes("supervisor"), classes("cli"));
        assertThat(exit).as(output.toString()).isZero();
        return output.toString()
                .lines()
                .map(ARROW::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> new Arrow(match.group(1), match.group(2)))
                .toList();
    }

    private static String classes(String module) {
        return Path.of("..", module, "target", "classes").toString();
    }
}
