package dev.a3s.session;

import java.util.ArrayList;
import java.util.List;

import dev.a3s.config.A3sfile;
import dev.a3s.config.ServiceSpec;

/** What a file may ask for, and is checked, but is not acted on yet: said at each start, so that nobody waits for it. */
final class NotYet {
    private NotYet() {}

    /** A sentence for each such thing in {@code file}. */
    static List<String> in(A3sfile file) {
        var sentences = new ArrayList<String>();
        file.repos().forEach(repo -> sentences.add(
                "repo \"" + repo.name() + "\" is not acted on yet: run a3s up in " + repo.path() + " as well"));
        file.services().values().forEach(spec -> in(spec, sentences));
        return sentences;
    }

    private static void in(ServiceSpec spec, List<String> sentences) {
        var service = "service \"" + spec.name() + "\": ";
        if (spec.display() == ServiceSpec.Display.PANE) {
            sentences.add(service + "display = \"pane\" is not acted on yet: it runs in the background");
        }
    }
}
