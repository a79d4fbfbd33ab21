package dev.a3s.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.a3s.config.A3sfile;

/** Serves nothing and has every name free. */
final class NoIngress implements Ingress {
    @Override
    public Map<String, String> admit(ServedSession session, A3sfile file) {
        return Map.of();
    }

    @Override
    public void dismiss(ServedSession session) {}

    @Override
    public String hostFor(String session, String subdomain, int proxyPort) {
        return subdomain + ".localhost";
    }

    @Override
    public Optional<Instant> unusedSince(ServedSession session, String service) {
        return Optional.of(Instant.now());
    }

    @Override
    public CompletableFuture<Boolean> answered(ServedSession session, String service, Duration atMost) {
        return CompletableFuture.completedFuture(true);
    }
}
