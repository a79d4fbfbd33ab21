package dev.a3s.service;

import java.nio.file.Path;

import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.watch.Change;

/** Values as a person would say them. */
final class Words {
    private Words() {}

    /** {@code src/a.js changed}, {@code src/a.js and 3 more changed}: paths as seen from the project. */
    static String of(Change change, ServiceSpec spec) {
        Path root = spec.watch().map(WatchSpec::root).orElse(spec.dir());
        Path first = change.files().getFirst();
        int more = change.files().size() - 1;
        return (first.startsWith(root) ? root.relativize(first) : first) + (more == 0 ? "" : " and " + more + " more")
                + " changed";
    }

    /** The file name of the program at the head of a command line. */
    static String programOf(String commandLine) {
        String program = commandLine.split(" ", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
