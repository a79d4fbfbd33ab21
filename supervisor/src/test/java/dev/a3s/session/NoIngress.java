package dev.a3s.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.A3sfile;
import dev.a3s.service.Answers;

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
    public Answers answers(int port, Duration still, Consumer<List<String>> waitsFor) {
        return Answers.NONE;
    }
}
