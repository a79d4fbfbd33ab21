package dev.a3s.proxy;

import java.util.Optional;

/**
 * An answer of the proxy's own: what happened, what is known about the service, and what helps.
 *
 * @param status the response's status
 * @param title one line
 * @param message one or two sentences
 * @param report what the supervisor knows of the service, if a service is concerned
 * @param names host names to link to
 * @param meant the one of them that was probably meant, if one is near enough
 * @param retryAfter seconds for Retry-After, 0 for none
 * @param refreshes whether a browser shows what was asked for as soon as the service answers
 */
record ErrorPage(int status, String title, String message, Optional<ServiceReport> report, KnownNames names,
        Optional<String> meant, int retryAfter, boolean refreshes) {

    private static ErrorPage plain(int status, String title, String message) {
        return new ErrorPage(status, title, message, Optional.empty(), KnownNames.NONE, Optional.empty(), 0, false);
    }

    /** For a request that was not understood or not allowed; the connection ends with it. */
    static ErrorPage refused(Refused refusal) {
        var title = Status.reason(refusal.status());
        return plain(refusal.status(), title, "The request was not passed on: " + refusal.reason() + ".");
    }

    static ErrorPage connectRefused() {
        return plain(405, "CONNECT is not offered",
                "This proxy serves the names of local services; it opens no tunnels to other places.");
    }

    static ErrorPage loop(String host) {
        return plain(508, "Loop detected",
                "The request for " + host + " came back to this proxy: the service behind it, or"
                        + " the address its route leads to, sends requests to the proxy again.");
    }

    static ErrorPage hopsUsedUp() {
        return plain(200, "OK", "Max-Forwards ended here.");
    }

    static ErrorPage index(KnownNames names) {
        return new ErrorPage(200, "Services",
                names.isEmpty() ? "No service is running." : "These names are served here:",
                Optional.empty(), names, Optional.empty(), 0, false);
    }

    static ErrorPage unknown(String host, KnownNames names) {
        var title = host.isEmpty() ? "The request names no host" : "No service is called " + host;
        return new ErrorPage(404, title, names.isEmpty() ? "No service is running." : "These names are served here:",
                Optional.empty(), names, names.nearest(host), 0, false);
    }

    static ErrorPage unreachable(ServiceReport report, Upstream upstream, String why) {
        return new ErrorPage(502, report.service() + " does not answer",
                "Nothing could be fetched from " + upstream + ": " + why + ".", Optional.of(report), KnownNames.NONE,
                Optional.empty(), 0,
                true);
    }

    static ErrorPage broken(ServiceReport report, Upstream upstream, String why) {
        return new ErrorPage(502, report.service() + " sent a broken response",
                "What " + upstream + " sent was not passed on: " + why + ".", Optional.of(report), KnownNames.NONE,
                Optional.empty(), 0, false);
    }

    static ErrorPage unavailable(ServiceReport report) {
        return new ErrorPage(503, report.service() + ": " + report.state(),
                report.detail().isEmpty() ? "It does not take requests now." : report.detail(), Optional.of(report),
                KnownNames.NONE, Optional.empty(), 5, true);
    }

    static ErrorPage waitedTooLong(ServiceReport report, long seconds) {
        return new ErrorPage(503, report.service() + ": still " + report.state(),
                "The request waited " + seconds + " s for it."
                        + (report.detail().isEmpty() ? "" : " " + report.detail()),
                Optional.of(report), KnownNames.NONE, Optional.empty(), 2, true);
    }

    static ErrorPage waitingRoomFull(ServiceReport report) {
        return new ErrorPage(503, report.service() + ": " + report.state(),
                "Too many requests wait for it already.", Optional.of(report), KnownNames.NONE, Optional.empty(), 2,
                true);
    }
}
