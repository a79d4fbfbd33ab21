package dev.a3s.session.naming;

import java.util.regex.Pattern;

/**
 * A session's identity: the name of its directory beneath {@code $A3S_HOME/sessions}.
 *
 * <p>
 * The name serves as the id, without a number beside it, because it has all that an id needs. Directories make it unique for
 * this user. It is chosen once and outlives the daemon. It does not depend on the A3sfile's path, content or anything else
 * that may change later. And it is what users type after {@code --session} and read in {@code web.shop.localhost}. A second
 * identity would have to be kept in step with it. When a session is over and its A3sfile is gone, a later session may get the
 * same name; two sessions that run at once never have the same.
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
