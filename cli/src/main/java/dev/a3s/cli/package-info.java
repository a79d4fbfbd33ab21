/**
 * The {@code a3s} command: one class for each subcommand, which asks the daemon and shows what it answers.
 *
 * <p>
 * {@link dev.a3s.cli.A3s} is the entry. A command says what is wanted; how that is done is told by the packages inside this
 * one, none of which knows a command:
 * <ul>
 * <li>{@code terminal}: results go to standard output, everything else to standard error, both through
 * {@link dev.a3s.cli.terminal.Console}, which also knows whether colours are wanted
 * <li>{@code client}: {@link dev.a3s.cli.client.Daemon} reaches the daemon and starts it where a command needs one
 * <li>{@code settings}: where a setting's value comes from
 * <li>{@code log}, {@code status}, {@code progress}: what services wrote, how they are, how they get there
 * <li>{@code doctor}, {@code completion}, {@code mcp}: what only the commands of that name need
 * </ul>
 * Types here that are no command are shared by some, or too small a part of one for a package.
 */
package dev.a3s.cli;
