/**
 * The {@code a3s} command: one class for each subcommand, which asks the daemon and shows what it answers.
 *
 * <p>
 * {@link dev.a3s.cli.A3s} is the entry. Results go to standard output, everything else to standard error, both through
 * {@link dev.a3s.cli.terminal.Console}, which also knows whether colours are wanted. {@link dev.a3s.cli.client.Daemon} reaches the
 * daemon and starts it where a command needs one.
 */
package dev.a3s.cli;
