/**
 * The local reverse proxy: {@code http://web.localhost:7080/} is whatever service {@code web} listens on.
 *
 * <p>A {@link dev.a3s.proxy.ProxyServer} listens. Each client has a {@code ClientConnection}, which reads one request at a
 * time: {@code HeadReader} finds the head, {@code RequestHead} and {@code FieldSection} index it where it lies, {@code FramingGuard}
 * says how long the message is or refuses it, {@code Authority} says whom it is for. {@code Routing} looks the name up in the
 * {@link dev.a3s.proxy.Routes}, waits in the {@code WaitingRoom} while the service restarts, and takes an
 * {@code UpstreamConnection} from the {@code UpstreamPool}. A {@code Relay} sends what {@code RequestRewrite}, {@code HopByHop}
 * and {@code Forwarded} make of the head, and has {@code ResponseRelay} bring the answer back. Bodies are slices of what arrived,
 * cut by {@code BodyReader}. After a 101 two {@code Tunnel}s take over, and behind
 * the last answer {@code Lingering}. What cannot be forwarded is answered with an
 * {@code ErrorPage}, and {@code PageEvents} tell a browser that shows one when to ask again.
 *
 * <p>An exchange stays on one event loop: its client's channel, its upstream's, and everything between. Threads meet in three
 * places only: the routes (one volatile reference), the waiting room (a short lock), and reports for error pages, which are
 * fetched on virtual threads.
 */
package dev.a3s.proxy;
