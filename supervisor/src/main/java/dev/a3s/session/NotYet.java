package dev.a3s.session;

import java.util.ArrayList;
import java.util.List;

import dev.a3s.config.A3sfile;
import dev.a3s.config.ServiceSpec;
import dev.a3s.status.Notice;

/** What an A3sfile may say that a3s checks and does not act on yet. Each start reports it, so that nobody waits for it. */
final class NotYet {
    private NotYet() {}

    /** A notice for each such thing in {@code file}. */
    static List<Notice> in(A3sfile file) {
        var notices = new ArrayList<Notice>();
        file.repos().forEach(repo -> notices.add(new Notice.RepoNotActedOn(repo.name(), repo.path())));
        file.services().values().stream().filter(spec -> spec.display() == ServiceSpec.Display.PANE)
                .forEach(spec -> notices.add(new Notice.PaneNotActedOn(spec.name())));
        return notices;
    }
}
