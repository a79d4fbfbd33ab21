package dev.a3s.logs;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The log of a service that is not looked after any more, as it was left. Nothing on disk is changed, so that several may
 * read it, and may go on doing so while the service is started again.
 */
public final class PastLog extends Log {

    private PastLog(String service, LogStore store) {
        super(service, store);
    }

    /**
     * Opens it; one that was never written is empty.
     *
     * @throws LogUnreadable when its files cannot be read
     */
    public static PastLog open(String service, Path dir) {
        try {
            return new PastLog(service, LogStore.past(dir));
        } catch (IOException e) {
            throw new LogUnreadable(dir, e);
        }
    }

    @Override
    public void close() {
        store().closeQuietly();
    }
}
