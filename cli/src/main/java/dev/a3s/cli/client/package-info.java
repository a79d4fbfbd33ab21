/**
 * How commands reach the daemon, and what they send it about themselves.
 *
 * <p>
 * {@link dev.a3s.cli.client.DaemonClient} sends requests over the daemon's socket. It starts the daemon where a request needs
 * one and none answers, and replaces one that is of an older build; of several commands that find none, one starts it.
 * {@link dev.a3s.cli.client.LiveSessions} are the sessions that run, {@link dev.a3s.cli.client.CallerEnvironment} is the
 * environment that the command was called in, and {@link dev.a3s.cli.client.EnvironmentLookup} that of a service.
 */
package dev.a3s.cli.client;
