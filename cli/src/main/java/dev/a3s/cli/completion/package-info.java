/**
 * What shells complete and the manual says, made of the command line's own description, so that neither ever says anything
 * else than {@code --help}.
 *
 * <p>
 * {@link dev.a3s.cli.completion.Grammar} is that description without picocli's words: commands, options, and what can stand
 * where. Of it {@link dev.a3s.cli.completion.BashCompletion}, {@link dev.a3s.cli.completion.ZshCompletion} and
 * {@link dev.a3s.cli.completion.FishCompletion} make scripts, and {@link dev.a3s.cli.completion.ManPage} the page a3s(1).
 * Scripts read services from the nearest A3sfile and sessions from a3s's home themselves: to start a JVM for each key would
 * be felt.
 */
package dev.a3s.cli.completion;
