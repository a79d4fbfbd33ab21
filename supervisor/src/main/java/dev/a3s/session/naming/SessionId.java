package dev.a3s.session.naming;

import java.util.regex.Pattern;

/**
 * What a session is known by for as long as it is there: the name of its directory beneath {@code $A3S_HOME/sessions}.
 *
 * <p>
 * The name, and no number of its own, because it has all that an id needs: directories make it unique for this user, it is
 * chosen once and outlives the daemon, it is not derived from the A3sfile's path, its content or anything else that may
 * change later, and it is what users type after {@code --session} and read in {@code web.shop.localhost}. A second identity
 * beside it would have to be kept in step with it. When a session is over and its A3sfile is gone, a later session may get
 * the same name; two sessions that run at once never have it.
 *
 * @param name lower-case letters, digits and {@code -}: safe in a host name, a path and a URL
 */
public record SessionId(String name) implements Comparable<SessionId> {
    private static final Pattern SAFE = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    public SessionId {
        if (!SAFE.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no session's name (a-z, 0-9 and -)");
        }
    }

    @Override
    public int compareTo(SessionId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
