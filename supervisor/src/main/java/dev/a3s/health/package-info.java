/**
 * How a service shows that it is ready, and that it stays so.
 *
 * <p>
 * A {@link Probe} asks once: a request over HTTP, a connection over TCP, a command's exit status, a line of output.
 * {@link Probes} chooses it from what the A3sfile says. A {@link HealthChecker} asks again and again, often until the
 * first success and then at the block's interval, and hands every result to whoever runs the service. The checker decides
 * nothing: how many failures make a ready service unhealthy is the service's affair.
 *
 * <p>
 * Probes go to the loopback addresses only, to 127.0.0.1 and ::1 alike, because many development servers listen on one
 * of them; no name is resolved and no redirect followed. Every reason is a sentence for the user.
 */
package dev.a3s.health;
