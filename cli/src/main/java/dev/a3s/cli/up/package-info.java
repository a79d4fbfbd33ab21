/**
 * What {@code a3s up} does besides sending its request and showing progress.
 *
 * <p>
 * {@link dev.a3s.cli.up.CtrlC} stops the session that the command created, or only stops following it.
 * {@link dev.a3s.cli.up.UrlPanel} prints where services are reached, and opens the browser.
 * {@link dev.a3s.cli.up.ExternalServices} is the option for services that the user runs outside of a3s.
 */
package dev.a3s.cli.up;
