/**
 * Answers of the proxy's own: what a client gets in place of a service.
 *
 * <p>An {@link dev.a3s.proxy.page.ErrorPage} says what happened, what is known of the service, and what helps. A
 * {@link dev.a3s.proxy.page.PageFormat}, chosen by {@code Accept}, makes it HTML, JSON or text, the log's colours included
 * ({@code AnsiHtml}), and {@link dev.a3s.proxy.page.OwnResponse} makes that a response. A browser that shows a page follows
 * the name with {@link dev.a3s.proxy.page.PageEvents} and asks again when it is served in another way.
 *
 * <p>All types are public for the sake of {@code dev.a3s.proxy.http1} alone.
 */
package dev.a3s.proxy.page;
