package dev.a3s.proxy.http1;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The clients' connections of one event loop, for what is done to all of them. On that loop. */
final class Clients {

    /** One connection. */
    interface Client {
        /** Ends the connection, or one thing that it waits for, if the deadline is over at {@code now}. */
        void checkDeadline(long now);

        /** Ends the connection at once. */
        void close();
    }

    private final Set<Client> clients = new LinkedHashSet<>();

    void add(Client client) {
        clients.add(client);
    }

    /** The connection has ended, or keeps no deadlines any more. */
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
