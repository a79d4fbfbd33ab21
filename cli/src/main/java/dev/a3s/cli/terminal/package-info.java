/**
 * What the user gets of a command, and how it looks: results on standard output, everything else on standard error, and an
 * exit code.
 *
 * <p>
 * All of it goes through a {@link dev.a3s.cli.terminal.Console}, which knows whether colours are wanted and which
 * {@link dev.a3s.cli.terminal.Terminal} it leads to, if any. A command that cannot go on throws a
 * {@link dev.a3s.cli.terminal.Failure}: its message is the error, its number one of
 * {@link dev.a3s.cli.terminal.ExitCode}. Results are plain lines: {@link dev.a3s.cli.terminal.Table} and
 * {@link dev.a3s.cli.terminal.Text} make them fit the terminal, a {@link dev.a3s.cli.terminal.Paint} gives them colours.
 * What moves is redrawn in place, as the last lines of the terminal ({@link dev.a3s.cli.terminal.LiveRegion}) or as the
 * whole of it ({@link dev.a3s.cli.terminal.Watch}). Nothing here knows of services or of the daemon.
 */
package dev.a3s.cli.terminal;
