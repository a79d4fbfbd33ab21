package dev.a3s.proxy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an {@link ErrorPage} out. The HTML needs nothing from anywhere: no network, no file. */
final class PageRenderer {
    private static final String HTML_START = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <link rel="icon" href="data:,">
            <title>{title}</title>
            <style>
            :root { --ink: #1c2128; --soft: #59636e; --line: #d8dee4; --card: #fff; --back: #f6f8fa; --mark: #b42318;
              --code: #f0f3f6 }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #30363d; --card: #161b22;
              --back: #0d1117; --mark: #ff7b72; --code: #21262d } }
            * { box-sizing: border-box }
            body { margin: 0; padding: 6vh 1.25rem; background: var(--back); color: var(--ink);
              font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif }
            main { max-width: 52rem; margin: auto; padding: 2rem; background: var(--card); border: 1px solid var(--line);
              border-radius: 12px }
            h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
            h2 { margin: 1.75rem 0 .5rem; font-size: .8rem; letter-spacing: .06em; text-transform: uppercase;
              color: var(--soft) }
            .status { margin: 0 0 .35rem; color: var(--soft); font-variant-numeric: tabular-nums }
            .state { font-weight: 600 }
            .failed, .unhealthy { color: var(--mark) }
            a { color: inherit }
            ul { margin: .5rem 0 0; padding: 0; list-style: none }
            li { margin: .35rem 0 }
            code, pre { font: 13.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
            code { padding: .15rem .4rem; background: var(--code); border-radius: 5px }
            pre { margin: 0; padding: 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: #0d1117; color: #e6edf3; border-radius: 8px }
            footer { max-width: 52rem; margin: 1rem auto 0; color: var(--soft); font-size: .85rem }
            </style>
            </head>
            <body>
            <main>
            """;
    /** Reloads once this address answers with something that is not the proxy's own page. */
    private static final String REFRESH = """
            <script>
            const look = async () => {
              try {
                const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual" });
                if (!answer.headers.has("A3s-Page")) return location.reload();
              } catch { /* the proxy itself is away: look again */ }
              setTimeout(look, 1000);
            };
            setTimeout(look, 1000);
            </script>
            <noscript><meta http-equiv="refresh" content="3"></noscript>
            """;

    private PageRenderer() {}

    /** The body of the page. {@code port} is the one the client's links must carry, as {@code :7080}, or empty for 80. */
    static byte[] render(ErrorPage page, PageFormat format, String port) {
        var text = switch (format) {
            case HTML -> html(page, port);
            case JSON -> json(page, port);
            case TEXT -> text(page, port);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String html(ErrorPage page, String port) {
        var out = new StringBuilder(4096);
        out.append(HTML_START.replace("{title}", AnsiHtml.escape(page.title())));
        out.append("<p class=\"status\">")
                .append(page.status())
                .append(' ')
                .append(Status.reason(page.status()))
                .append("</p>\n<h1>")
                .append(AnsiHtml.escape(page.title()))
                .append("</h1>\n<p>")
                .append(AnsiHtml.escape(page.message()))
                .append("</p>\n");
        page.meant()
                .ifPresent(name -> out.append("<p>Did you mean ").append(link(name, port)).append("?</p>\n"));
        page.names().groups().forEach((group, names) -> {
            out.append("<h2>").append(AnsiHtml.escape(group)).append("</h2>\n<ul>\n");
            names.forEach(name -> out.append("<li>").append(link(name, port)).append("</li>\n"));
            out.append("</ul>\n");
        });
        page.report().ifPresent(report -> report(out, report));
        out.append("</main>\n<footer>a3s");
        page.report().ifPresent(report -> out.append(" · ").append(AnsiHtml.escape(report.project())));
        out.append(page.refreshes() ? " · this page follows the service</footer>\n" + REFRESH : "</footer>\n");
        return out.append("</body>\n</html>\n").toString();
    }

    private static String link(String name, String port) {
        return "<a href=\"" + AnsiHtml.escape(url(name, port)) + "\">" + AnsiHtml.escape(name) + "</a>";
    }

    private static String url(String name, String port) {
        return "http://" + name + port + "/";
    }

    private static void report(StringBuilder out, ServiceReport report) {
        out.append("<p>Service <b>")
                .append(AnsiHtml.escape(report.service()))
                .append("</b>: <span class=\"state ")
                .append(AnsiHtml.escape(report.state()))
                .append("\">")
                .append(AnsiHtml.escape(report.state()))
                .append("</span></p>\n");
        if (!report.commands().isEmpty()) {
            out.append("<h2>What helps</h2>\n<ul>\n");
            report.commands()
                    .forEach(command -> out.append("<li><code>")
                            .append(AnsiHtml.escape(command))
                            .append("</code></li>\n"));
            out.append("</ul>\n");
        }
        if (!report.logLines().isEmpty()) {
            out.append("<h2>Last log lines</h2>\n<pre>").append(AnsiHtml.render(report.logLines())).append("</pre>\n");
        }
    }

    private static String json(ErrorPage page, String port) {
        var out = new StringBuilder(512).append("{\"status\":")
                .append(page.status())
                .append(",\"error\":")
                .append(quote(page.title()))
                .append(",\"message\":")
                .append(quote(page.message()));
        page.report()
                .ifPresent(report -> out.append(",\"service\":")
                        .append(quote(report.service()))
                        .append(",\"project\":")
                        .append(quote(report.project()))
                        .append(",\"state\":")
                        .append(quote(report.state()))
                        .append(",\"detail\":")
                        .append(quote(report.detail()))
                        .append(",\"log\":")
                        .append(list(report.logLines().stream().map(AnsiHtml::strip).toList()))
                        .append(",\"commands\":")
                        .append(list(report.commands())));
        page.meant().ifPresent(name -> out.append(",\"meant\":").append(quote(url(name, port))));
        if (!page.names().isEmpty()) {
            out.append(",\"services\":{")
                    .append(page.names()
                            .groups()
                            .entrySet()
                            .stream()
                            .map(group -> quote(group.getKey()) + ":"
                                    + list(group.getValue().stream().map(name -> url(name, port)).toList()))
                            .collect(Collectors.joining(",")))
                    .append('}');
        }
        return out.append("}\n").toString();
    }

    private static String text(ErrorPage page, String port) {
        var out = new StringBuilder(512).append(page.title()).append('\n').append(page.message()).append('\n');
        page.names().groups().forEach((group, names) -> {
            out.append(group).append('\n');
            names.forEach(name -> out.append("  ").append(url(name, port)).append('\n'));
        });
        page.meant().ifPresent(name -> out.append("Did you mean ").append(url(name, port)).append(" ?\n"));
        page.report().ifPresent(report -> {
            out.append("\nservice ")
                    .append(report.service())
                    .append(" (")
                    .append(report.project())
                    .append("): ")
                    .append(report.state())
                    .append('\n');
            report.commands().forEach(command -> out.append("  try: ").append(command).append('\n'));
            report.logLines().forEach(line -> out.append("  | ").append(AnsiHtml.strip(line)).append('\n'));
        });
        return out.toString();
    }

    private static String list(List<String> texts) {
        return texts.stream().map(PageRenderer::quote).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quote(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate((char) c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
