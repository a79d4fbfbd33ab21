/**
 * What is shown of services as they are at one moment.
 *
 * <p>
 * {@link dev.a3s.cli.status.StatusTable} has a line for each, fitted to the terminal, and the colour that a state has
 * everywhere. {@link dev.a3s.cli.status.ServiceDetails} shows all that is known of one, with
 * {@link dev.a3s.cli.status.RequestsSeen}, what came to it through the proxy. {@link dev.a3s.cli.status.PortsView} goes by
 * the ports that all of them use. Rows come from the daemon; what is shown is plain lines, so that {@code --watch} can draw
 * them again.
 */
package dev.a3s.cli.status;
