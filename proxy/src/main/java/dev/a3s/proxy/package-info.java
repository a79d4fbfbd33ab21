/**
 * The local reverse proxy, apart from any wire format: {@code http://web.localhost:7080/} is whatever service {@code web}
 * listens on.
 *
 * <p>{@link dev.a3s.proxy.Routes} say which names there are, and for each {@link dev.a3s.proxy.Route} what becomes of its
 * requests now, its {@link dev.a3s.proxy.Target}. Whoever supervises the services replaces them all at once, from any thread.
 * For each request a {@link dev.a3s.proxy.Routing} looks the name up. It has the request forwarded, or waits in the
 * {@link dev.a3s.proxy.WaitingRoom} while the service restarts, or has the request answered with the reason why it is
 * {@link dev.a3s.proxy.Unserved}. When an upstream does not answer, routing asks the supervisor what became of the process
 * before it decides. {@link dev.a3s.proxy.Traffic} counts what is on its way to a service, and each finished
 * {@link dev.a3s.proxy.Exchange} goes to the access log.
 *
 * <p>Requests come in through the packages inside this one:
 *
 * <pre>
 *     server  → http1                  listens, and gives each client a connection
 *     http1   → page, message, proxy   HTTP/1.1 on the wire, and the relay to upstreams
 *     page    → message, proxy         answers of the proxy's own
 *     message → JDK, Netty's buffers   heads, fields and framing as values; what an answer is written to
 *     proxy   → JDK                    this package
 * </pre>
 *
 * <p>An exchange stays on one event loop: its client's channel, its upstream's, and everything between. Threads meet in three
 * places only: the routes (one volatile reference), the waiting room (a short lock), and what the supervisor knows, which is
 * asked for on virtual threads.
 *
 * <p>For programs that embed the proxy are {@code Routes}, {@code Route}, {@code Target}, {@code Upstream}, {@code Traffic},
 * {@code ServiceReport}, {@code Exchange}, {@code ProxySettings}, and {@code ProxyServer} and {@code ListenFailed} in
 * {@code server}. Everything else is public for the sake of the packages inside this one alone.
 */
package dev.a3s.proxy;
