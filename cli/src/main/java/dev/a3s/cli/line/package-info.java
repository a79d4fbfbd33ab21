/**
 * What was typed: which command a command line calls, and the words and options that several commands share.
 *
 * <p>
 * {@link dev.a3s.cli.line.CommandPicker} picks the commands that picocli has to know for a command line,
 * {@link dev.a3s.cli.line.CommandFactory} makes them, {@link dev.a3s.cli.line.CommandSynonyms} translates the names that
 * commands have in other programs, and {@link dev.a3s.cli.line.Misuse} explains what is wrong with a command line. Options
 * of several commands are mixins: {@link dev.a3s.cli.line.ProjectOptions} choose the A3sfile, with
 * {@link dev.a3s.cli.line.SessionOrService} where the first word may name a session instead of a service, and
 * {@link dev.a3s.cli.line.ListenOptions} choose where the proxy listens. {@link dev.a3s.cli.line.AdHocFile} is the A3sfile
 * that the command after {@code a3s run --} is made into.
 */
package dev.a3s.cli.line;
