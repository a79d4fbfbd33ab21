/**
 * One running instance of a project, and all of them.
 *
 * <p>
 * A {@link Session} owns the runners of a project's services and answers for them as a whole: it starts what was asked
 * for and what that needs, stops in reverse order, and tells a runner when a dependency moved. A runner knows of it what
 * {@link SessionContext} tell. {@link Sessions} knows every session of this user, each with a name and a directory of
 * its own, and which of them a {@linkplain dev.a3s.session.naming request means}. {@link SessionState} is what a session leaves on disk after each change, so that the next
 * daemon can take over what the last one left.
 *
 * <p>
 * Requests from outside reach a session through its {@link Ingress}, which the daemon provides.
 */
package dev.a3s.session;
