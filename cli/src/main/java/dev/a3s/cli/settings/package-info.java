/**
 * What a user can set in several places, and which of them wins: a flag, the environment, the A3sfile, the user's own
 * defaults, a3s's.
 *
 * <p>
 * A {@link dev.a3s.cli.settings.Setting} has a name, a flag, a variable, a parser and a default. It resolves what the
 * {@link dev.a3s.cli.settings.Sources} say to a {@link dev.a3s.cli.settings.Chosen} value with the
 * {@link dev.a3s.cli.settings.Origin} that it comes from. {@link dev.a3s.cli.settings.SourceReader} reads them.
 * {@code a3s up} leaves the A3sfile to the daemon: it sends what is stronger and what is weaker than it.
 */
package dev.a3s.cli.settings;
