package dev.a3s.service;

import java.util.Optional;

import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.watch.Change;

/** Values as a person would say them. */
final class Words {
    private Words() {}

    /** {@code src/a.js changed}, {@code src/a.js and 3 more changed}: paths as seen from the project. */
    static String of(Change change, ServiceSpec spec) {
        var root = spec.watch().map(WatchSpec::root).orElse(spec.dir());
        var first = change.files().getFirst();
        int more = change.files().size() - 1;
        return (first.startsWith(root) ? root.relativize(first) : first) + (more == 0 ? "" : " and " + more + " more")
                + " changed";
    }

    /** What is unusual about a run. */
    static Optional<String> remark(Run run) {
        if (run.isForeign()) {
            return Optional.of("not started by a3s");
        }
        if (run.isDetached()) {
            return Optional.of("its command exited; it is told by its port");
        }
        var expected = run.spec().port().number();
        return run.port().equals(expected) ? Optional.empty()
                : Optional.of("listens on " + run.port().getAsInt() + ", not on its PORT " + expected.getAsInt());
    }

    /** The file name of the program at the head of a command line. */
    static String programOf(String commandLine) {
        var program = commandLine.split(" ", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
