/**
 * How commands reach the daemon, and what they tell it of themselves.
 *
 * <p>
 * {@link dev.a3s.cli.client.Daemon} is asked over its socket. It is started where a request cannot do without and none
 * answers, and replaced where the one that answers is of an older build; several commands that find none start one. A
 * request is about a project, which {@link dev.a3s.cli.client.ProjectFile} finds by {@code --file}, by the name of one of
 * {@link dev.a3s.cli.client.LiveSessions}, or from the directory upwards. {@link dev.a3s.cli.client.Caller} is where the
 * command was called, {@link dev.a3s.cli.client.Workplace} where a service's commands run.
 */
package dev.a3s.cli.client;
