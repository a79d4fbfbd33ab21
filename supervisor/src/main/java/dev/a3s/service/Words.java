package dev.a3s.service;

import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.status.Reason;
import dev.a3s.watch.Change;

/** Values as a person would say them. */
final class Words {
    private Words() {}

    /** The change, with paths as seen from the project. */
    static Reason.FilesChanged of(Change change, ServiceSpec spec) {
        var root = spec.watch().map(WatchSpec::root).orElse(spec.dir());
        var first = change.files().getFirst();
        return new Reason.FilesChanged((first.startsWith(root) ? root.relativize(first) : first).toString(),
                change.files().size() - 1);
    }

    /** The file name of the program at the head of a command line. */
    static String programOf(String commandLine) {
        var program = commandLine.split(" ", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
