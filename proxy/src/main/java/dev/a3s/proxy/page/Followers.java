package dev.a3s.proxy.page;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.a3s.proxy.Worker;
import dev.a3s.proxy.message.Downstream;

/** The pages on one event loop that follow how their names are served. */
public final class Followers {
    private final Worker worker;
    private final PageEvents.Reachability reachability;
    private final Set<PageEvents> pages = new LinkedHashSet<>();

    public Followers(Worker worker, PageEvents.Reachability reachability) {
        this.worker = worker;
        this.reachability = reachability;
    }

    /** Sends how {@code host} is served, and each change of that, until the page is {@link #remove removed}. */
    public PageEvents add(Downstream page, String host) {
        var events = new PageEvents(worker, reachability, page, host);
        pages.add(events);
        events.start();
        return events;
    }

    /** The page is closed. */
    public void remove(PageEvents page) {
        pages.remove(page);
    }

    /** The routes may have changed. */
    public void look() {
        List.copyOf(pages).forEach(PageEvents::look);
    }
}
