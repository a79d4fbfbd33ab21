/**
 * HTTP/1.1 on the wire (RFC 9112), and the relay to upstreams, which speak nothing else.
 *
 * <p>Each client has a {@code ClientConnection}, which reads one request at a time: {@code HeadReader} finds the head,
 * {@code FramingGuard} says how long the message is or refuses it, {@code BodyReader} cuts the body into slices of what
 * arrived. {@code ClientDeadline} keeps the time in which the client must send. For each request there is a
 * {@link dev.a3s.proxy.http1.Relay}. It asks {@code Routing} where to go, takes an {@code UpstreamConnection} from the
 * {@code UpstreamPool}, sends what {@code RequestRewrite}, {@code HopByHop} and {@code Forwarded} make of the head, and hands
 * what the upstream answers to the client's side, a {@code Downstream}: here a {@code ClientExchange}, which gives the answer
 * a framing that the client can read. After a 101 two {@code Tunnel}s take over, and behind the last answer {@code Lingering}.
 *
 * <p>A {@link dev.a3s.proxy.http1.Loop} is what all connections of an event loop share.
 *
 * <p>{@code Loop}, {@code ClientConnection} and {@code UpstreamConnection} are public for {@code server} alone, and so are
 * {@code Relay}, {@code RelayedRequest} and {@code Forwarded} for other protocols that clients speak.
 */
package dev.a3s.proxy.http1;
