/**
 * One running instance of a project, and all of them.
 *
 * <p>
 * A {@link Session} owns the runners of a project's services. It starts services together with their dependencies, stops them
 * in reverse order, and signals a runner when a dependency has changed. A runner sees of its session only the
 * {@link SessionContext}. {@link Sessions} holds every session of this user, each with a name and a directory of its own, and
 * finds those that a {@linkplain dev.a3s.session.naming request means}. A session writes its {@link SessionState} to disk after
 * each change, so that the next daemon can take it over.
 *
 * <p>
 * {@link Sessions#open} leads to an {@link OpenedSession}. Its {@code init} steps pass the {@link InitGate} before anything of its
 * file takes effect; a running session comes to another version of its file by a {@link FileUpdate}.
 *
 * <p>
 * HTTP requests reach a session's services through the {@link Ingress}, which the daemon provides and which sees the session as a
 * {@link ServedSession}. Whatever happens to sessions is published to one {@link SessionFeed}.
 */
package dev.a3s.session;
