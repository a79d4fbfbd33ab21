/**
 * One running instance of a project, and all of them.
 *
 * <p>
 * A {@link Session} owns the runners of a project's services and answers for them as a whole: it starts what was asked
 * for and what that needs, stops in reverse order, and has a runner look again when a dependency has changed. A runner knows of
 * its session what its {@link SessionContext} answers. {@link Sessions} knows every session of this user, each with a name and a directory of
 * its own, and which of them a {@linkplain dev.a3s.session.naming request means}. {@link SessionState} is what a session leaves on disk after each change, so that the next
 * daemon can take over what the last one left.
 *
 * <p>
 * Requests from outside reach a session through its {@link Ingress}, which the daemon provides and which knows it as a
 * {@link ServedSession}. What happens to sessions is published to one {@link SessionFeed}.
 */
package dev.a3s.session;
