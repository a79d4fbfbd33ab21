package dev.a3s.proxy.http1;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All clients' connections of one event loop, so that deadlines are checked and connections closed for all. Used on that loop
 * only.
 */
final class Clients {

    /** One connection. */
    interface Client {
        /** Ends the connection, or the request that it waits for, if its deadline is over at {@code now}. */
        void checkDeadline(long now);

        /** Ends the connection at once. */
        void close();
    }

    private final Set<Client> clients = new LinkedHashSet<>();

    void add(Client client) {
        clients.add(client);
    }

    /** Removes a connection that has ended, or that has no deadlines any more. */
    void remove(Client client) {
        clients.remove(client);
    }

    void checkDeadlines(long now) {
        List.copyOf(clients).forEach(client -> client.checkDeadline(now));
    }

    void close() {
        List.copyOf(clients).forEach(Client::close);
    }
}
