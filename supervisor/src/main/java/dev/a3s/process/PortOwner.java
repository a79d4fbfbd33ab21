package dev.a3s.process;

import java.util.OptionalLong;

/**
 * Who listens on a TCP port.
 *
 * @param pid      empty where the system hides it: the listener belongs to another user
 * @param command  the command line; empty where the pid is
 * @param sameUser whether it runs as the user that this JVM runs as
 */
public record PortOwner(int port, OptionalLong pid, String command, boolean sameUser) {
    private static final int SHOWN = 100;

    /** "port 8000 is already in use by pid 4711 (node server.js)". */
    public String describe() {
        return "port " + port + " is already in use by " + holder();
    }

    /** "pid 4711 (node server.js)"; a long command line is cut. */
    public String holder() {
        var shown = command.length() <= SHOWN ? command : command.substring(0, SHOWN - 1) + "…";
        return pid.isPresent() ? "pid " + pid.getAsLong() + " (" + shown + ")"
                : sameUser ? "a process in another container" : "a process of another user";
    }
}
