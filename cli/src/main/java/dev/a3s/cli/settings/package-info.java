/**
 * What a user can set in several places, and which of them wins: a flag, the environment, the A3sfile, the user's own
 * defaults, a3s's.
 *
 * <p>
 * {@link dev.a3s.cli.settings.Setting} knows each one's variable and what it can be. {@link dev.a3s.cli.settings.Defaults}
 * reads the user's own defaults. {@link dev.a3s.cli.line.ListenOptions} are the flags that say where the proxy listens,
 * put together with all that is weaker but the A3sfile, against which the daemon holds it.
 */
package dev.a3s.cli.settings;
