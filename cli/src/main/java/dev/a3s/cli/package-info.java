/**
 * The {@code a3s} command: one class for each subcommand, which asks the daemon and shows what it answers.
 *
 * <p>
 * {@link dev.a3s.cli.A3s} is the entry; {@link dev.a3s.cli.Welcome} is what it prints without a subcommand. A command knows
 * what the user wants; how it is done stands in the packages inside this one, none of which knows a command:
 * <ul>
 * <li>{@code line}: what was typed, and the options that several commands share
 * <li>{@code client}: {@link dev.a3s.cli.client.DaemonClient} reaches the daemon and starts it where a command needs it
 * <li>{@code settings}: where a setting's value comes from
 * <li>{@code log}, {@code status}, {@code progress}: what services wrote, how they are, how they get there
 * <li>{@code terminal}: results go to standard output, everything else to standard error, both through
 * {@link dev.a3s.cli.terminal.Console}, which also knows whether colours are wanted
 * <li>{@code daemon}, {@code attach}, {@code doctor}, {@code completion}, {@code mcp}: what only the commands of that name
 * need
 * </ul>
 */
package dev.a3s.cli;
