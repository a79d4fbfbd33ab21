/**
 * What services wrote, and what was asked of them through the proxy, as commands print it.
 *
 * <p>
 * Lines of logs go to a {@link dev.a3s.cli.log.LineOutput}: {@link dev.a3s.cli.log.LogPrinter} shows them to people, each
 * behind its service's name, and {@link dev.a3s.cli.log.JsonLines} to programs. {@link dev.a3s.cli.log.FollowAcrossDaemons} goes on
 * with what comes, also across a change of daemons. {@link dev.a3s.cli.log.HttpLog} is the same for the access log of
 * {@code --http}, an exchange a line by {@link dev.a3s.cli.log.HttpLogPrinter}. {@link dev.a3s.cli.log.Since} reads the
 * moment that lines are wanted from, and {@link dev.a3s.cli.log.LinesSinceStart} are what a service that failed had to say.
 */
package dev.a3s.cli.log;
