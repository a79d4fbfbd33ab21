/**
 * What services wrote, and what was asked of them through the proxy, as commands print it.
 *
 * <p>
 * Lines go to a {@link dev.a3s.logs.LogSink}: {@link dev.a3s.cli.log.LogPrinter} prints a service's lines for people, each
 * behind its service's name, and {@link dev.a3s.cli.log.JsonLines} for programs. {@link dev.a3s.cli.log.FollowAcrossDaemons}
 * goes on with the lines that come, also when the daemon dies. {@link dev.a3s.cli.log.HttpLog} prints the access log of
 * {@code --http}, by {@link dev.a3s.cli.log.HttpLogPrinter} for people and {@link dev.a3s.cli.log.HttpJsonLines} for
 * programs. {@link dev.a3s.cli.log.Since} reads the moment that lines are wanted from, and
 * {@link dev.a3s.cli.log.LinesSinceStart} are what a service wrote before it failed.
 */
package dev.a3s.cli.log;
