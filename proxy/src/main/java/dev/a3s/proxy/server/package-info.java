/**
 * The proxy as it runs: {@link dev.a3s.proxy.server.ProxyServer} listens, on the {@code Transport} that fits the machine, and
 * puts the parts together. {@code FrontPipeline} says what reads each connection.
 */
package dev.a3s.proxy.server;
