package dev.a3s.proxy.page;

import java.util.Optional;

import dev.a3s.proxy.KnownNames;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Unserved;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.message.Refused;

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
 * @param shows how the service was served when this was made: a browser asks again as soon as it is served in another way;
 *     empty if the page stays as it is
 */
public record ErrorPage(int status, String title, String message, Optional<ServiceReport> report, KnownNames names,
        Optional<String> meant, int retryAfter, Optional<PageState> shows) {

    private static ErrorPage plain(int status, String title, String message) {
        return new ErrorPage(status, title, message, Optional.empty(), KnownNames.NONE, Optional.empty(), 0,
                Optional.empty());
    }

    /** The answer to a request that no service gets. */
    public static ErrorPage of(Unserved why) {
        return switch (why) {
            case Unserved.OwnName(var names) -> index(names);
            case Unserved.UnknownName(var host, var names) -> unknown(host, names);
            case Unserved.CameBack(var host) -> loop(host);
            case Unserved.HopsUsedUp() -> hopsUsedUp();
            case Unserved.OutOfService(var report) -> unavailable(report);
            case Unserved.WaitedTooLong(var report, var patience) -> waitedTooLong(report, patience.toSeconds());
            case Unserved.NotReadyYet(var report) -> notReadyYet(report);
            case Unserved.WaitingRoomFull(var report) -> waitingRoomFull(report);
            case Unserved.Unreachable(var report, var upstream, var cause) -> unreachable(report, upstream, cause);
            case Unserved.Ended(var report, var upstream, var how) -> ended(report, upstream, how);
            case Unserved.Broken(var report, var upstream, var fault) -> broken(report, upstream, fault);
            case Unserved.CutOff(var report, var restart) -> cutOff(report, restart);
        };
    }

    /** The page for a request that was not understood or not allowed; the connection ends with it. */
    public static ErrorPage refused(Refused refusal) {
        var title = Status.reason(refusal.status());
        return plain(refusal.status(), title, "The request was not passed on: " + refusal.reason() + ".");
    }

    public static ErrorPage connectRefused() {
        return plain(405, "CONNECT is not offered",
                "This proxy serves the names of local services; it opens no tunnels to other places.");
    }

    private static ErrorPage loop(String host) {
        return plain(508, "Loop detected",
                "The request for " + host + " came back to this proxy: the service behind it, or"
                        + " the address its route leads to, sends requests to the proxy again. If it is a dev server that proxies to"
                        + " another service, such as Vite, it keeps the Host of the request: write changeOrigin: true beside its"
                        + " target, or have it send the target's name as Host.");
    }

    private static ErrorPage hopsUsedUp() {
        return plain(200, "OK", "Max-Forwards ended here.");
    }

    private static ErrorPage index(KnownNames names) {
        return new ErrorPage(200, "Services",
                names.isEmpty() ? "No service is running." : "These names are served here:",
                Optional.empty(), names, Optional.empty(), 0, Optional.empty());
    }

    private static ErrorPage unknown(String host, KnownNames names) {
        var title = host.isEmpty() ? "The request names no host" : "No service is called " + host;
        return new ErrorPage(404, title, names.isEmpty() ? "No service is running." : "These names are served here:",
                Optional.empty(), names, names.nearest(host), 0, Optional.of(PageState.UNKNOWN));
    }

    private static ErrorPage unreachable(ServiceReport report, Upstream upstream, String why) {
        return about(502, report, report.service() + " does not answer",
                "Nothing could be fetched from " + upstream + ": " + why + ".", 0, PageState.UNREACHABLE);
    }

    private static ErrorPage ended(ServiceReport report, Upstream upstream, String how) {
        return about(502, report, report.service() + " gave no answer",
                "The request reached " + upstream + ", but " + how + ".",
                0, PageState.READY);
    }

    private static ErrorPage broken(ServiceReport report, Upstream upstream, String why) {
        return about(502, report, report.service() + " sent a broken response",
                "What " + upstream + " sent was not passed on: " + why + ".", 0, PageState.READY);
    }

    private static ErrorPage cutOff(ServiceReport report, boolean restart) {
        var what = restart ? "restarted" : "stopped";
        return about(503, report, report.service() + " was " + what + " before it had answered",
                "a3s " + what
                        + " it while it was at work on this request, which may have been carried out in part. It was not sent"
                        + " again, because it may change something.",
                2, PageState.HELD);
    }

    private static ErrorPage unavailable(ServiceReport report) {
        return about(503, report, report.service() + ": " + report.state(),
                report.detail().isEmpty() ? "It does not take requests now." : report.detail(), 5,
                PageState.UNAVAILABLE);
    }

    private static ErrorPage waitedTooLong(ServiceReport report, long seconds) {
        return about(503, report, report.service() + ": still " + report.state(), "The request waited " + seconds
                + " s for it." + (report.detail().isEmpty() ? "" : " " + report.detail()), 2, PageState.HELD);
    }

    private static ErrorPage notReadyYet(ServiceReport report) {
        return about(503, report, report.service() + ": " + report.state(),
                report.detail().isEmpty() ? "It is not ready yet." : report.detail(), 2, PageState.HELD);
    }

    private static ErrorPage waitingRoomFull(ServiceReport report) {
        return about(503, report, report.service() + ": " + report.state(), "Too many requests wait for it already.", 2,
                PageState.HELD);
    }

    private static ErrorPage about(int status, ServiceReport report, String title, String message, int retryAfter,
            PageState shows) {
        return new ErrorPage(status, title, message, Optional.of(report), KnownNames.NONE, Optional.empty(), retryAfter,
                Optional.of(shows));
    }

    /**
     * This page in answer to a request of {@code method}. Only in answer to a GET does it load itself anew: no other request
     * may be sent twice.
     */
    public ErrorPage inAnswerTo(String method) {
        return method.equals("GET") ? this
                : new ErrorPage(status, title, message, report, names, meant, retryAfter, Optional.empty());
    }
}
