package dev.a3s.config;

import java.net.URI;

/**
 * A {@code route} block: a public name for a server that a3s does not run.
 *
 * @param name the first label of its public name
 * @param to   {@code http://host:port}, without a path
 */
public record RouteSpec(String name, URI to) {}
