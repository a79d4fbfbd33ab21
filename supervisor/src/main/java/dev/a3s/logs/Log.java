package dev.a3s.logs;

/** What can be read of one service's log, alone or {@linkplain MergedLog with others}. Only this package extends it. */
public abstract class Log implements AutoCloseable {
    private final String service;
    private final LogStore store;

    Log(String service, LogStore store) {
        this.service = service;
        this.store = store;
    }

    /** The name that its lines carry. */
    public final String service() {
        return service;
    }

    final LogStore store() {
        return store;
    }

    /** Cursors that are open fail from now on. */
    @Override
    public abstract void close();
}
