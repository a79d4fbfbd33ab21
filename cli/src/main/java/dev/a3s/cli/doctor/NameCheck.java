package dev.a3s.cli.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether the system resolves {@code *.localhost} to this machine, as RFC 6761 §6.3 has it. Browsers other than Safari do
 * by themselves, and so does curl; other programs ask the system.
 */
final class NameCheck {
    private static final String NAME = "a3s-doctor.localhost";
    private static final long PATIENCE_S = 3;

    private NameCheck() {}

    /** @param services of which some are named in the remedy */
    static Finding of(List<String> services) {
        var answer = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("resolver").start(() -> answer.complete(problem()));
        var problem = answer.completeOnTimeout("is not resolved within " + PATIENCE_S + " s", PATIENCE_S,
                TimeUnit.SECONDS).join();
        if (problem.isEmpty()) {
            return Finding.ok("names", "*.localhost resolves to this machine");
        }
        var names = services.stream().limit(5).map(name -> name + ".localhost").collect(Collectors.joining(" "));
        return Finding.warning("names", "*.localhost " + problem + "; Chrome, Firefox and curl do not mind, Safari and"
                + " other programs do",
                "for those, add to /etc/hosts: 127.0.0.1 " + names
                        + (System.getProperty("os.name").startsWith("Mac") ? ""
                                : "; or for all names: sudo apt install libnss-myhostname"));
    }

    private static String problem() {
        try {
            var found = InetAddress.getAllByName(NAME);
            return Arrays.stream(found).allMatch(InetAddress::isLoopbackAddress) ? ""
                    : "resolves to " + found[0].getHostAddress() + ", which is not this machine";
        } catch (UnknownHostException e) {
            return "does not resolve here";
        }
    }
}
