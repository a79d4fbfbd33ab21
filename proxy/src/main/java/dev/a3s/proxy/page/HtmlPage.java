package dev.a3s.proxy.page;

import dev.a3s.proxy.ServiceReport;

/** An {@link ErrorPage} as HTML, which needs nothing from anywhere: no network, no file. */
final class HtmlPage {
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
            :root { --ink: #1c2128; --soft: #59636e; --line: #d8dee4; --card: #fff; --back: #f6f8fa; --code: #f0f3f6;
              --mark: #b42318; --wait: #9a6700; --good: #1a7f37; --link: #0b5cad }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #30363d; --card: #161b22;
              --back: #0d1117; --code: #21262d; --mark: #ff7b72; --wait: #e3b341; --good: #56d364; --link: #79c0ff }
              pre { border: 1px solid #30363d } }
            * { box-sizing: border-box }
            body { margin: 0; padding: 8vh 1.25rem 3rem; background: var(--back); color: var(--ink);
              font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif }
            main, footer { max-width: 52rem; margin: auto }
            main { padding: 2rem 2.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px;
              box-shadow: 0 1px 2px #0001, 0 12px 32px #0000000f }
            h1 { margin: .75rem 0 .35rem; font-size: 1.6rem; line-height: 1.25; letter-spacing: -.01em;
              overflow-wrap: anywhere }
            h2 { margin: 1.75rem 0 .6rem; font-size: .75rem; letter-spacing: .07em; text-transform: uppercase;
              color: var(--soft) }
            p { margin: .35rem 0; overflow-wrap: anywhere }
            .status { margin: 0; display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: center;
              color: var(--soft); font-size: .9rem; font-variant-numeric: tabular-nums }
            .state { padding: .1rem .65rem; border-radius: 99px; font-weight: 600; color: var(--wait);
              background: color-mix(in srgb, currentColor 12%, transparent) }
            .failed, .unhealthy { color: var(--mark) }
            .ready { color: var(--good) }
            .stopped, .asleep, .routed { color: var(--soft) }
            a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px }
            ul { margin: 0; padding: 0; list-style: none; display: grid; gap: .4rem 1.5rem;
              grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
            .commands { display: flex; flex-wrap: wrap; gap: .6rem }
            code, pre { font: 13.5px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
            code { display: inline-block; padding: .25rem .6rem; background: var(--code); border-radius: 6px;
              user-select: all }
            code::before { content: "$ "; color: var(--soft) }
            pre { margin: 0; padding: 1rem 1.1rem; max-height: 55vh; overflow: auto; white-space: pre;
              display: flex; flex-direction: column-reverse;
              background: #0d1117; color: #e6edf3; border-radius: 9px;
              color-scheme: dark; scrollbar-width: thin; scrollbar-color: #484f58 transparent }
            footer { padding: 1rem .25rem; color: var(--soft); font-size: .85rem }
            footer i { display: inline-block; width: .5rem; height: .5rem; margin: 0 .45rem 0 .1rem; border-radius: 50%;
              background: var(--wait); animation: pulse 1.6s ease-in-out infinite }
            @keyframes pulse { 50% { opacity: .25 } }
            @media (prefers-reduced-motion: reduce) { footer i { animation: none } }
            @media (max-width: 40rem) { body { padding-top: 1.25rem } main { padding: 1.25rem } }
            </style>
            </head>
            <body>
            <main>
            """;
    /** Asks again as soon as the name is served in another way than when this page was made. */
    private static final String FOLLOW = """
            <script>
            const events = new EventSource("{path}");
            events.onmessage = ({ data }) => {
              if (data === "{state}") return;
              events.close();
              location.reload();
            };
            </script>
            <noscript><meta http-equiv="refresh" content="3"></noscript>
            """;

    private HtmlPage() {}

    /** @param port the one that the client's links must carry, as {@code :7080}, or empty for 80 */
    static String of(ErrorPage page, String port) {
        var out = new StringBuilder(4096);
        out.append(HTML_START.replace("{title}", AnsiHtml.escape(page.title())));
        out.append("<p class=\"status\">");
        page.report().ifPresent(report -> out.append("<span class=\"state ")
                .append(AnsiHtml.escape(report.state()))
                .append("\">")
                .append(AnsiHtml.escape(report.state()))
                .append("</span> <span>")
                .append(AnsiHtml.escape(report.project() + " / " + report.service()))
                .append("</span> "));
        out.append("<span>")
                .append(page.status())
                .append(' ')
                .append(Status.reason(page.status()))
                .append("</span></p>\n<h1>")
                .append(AnsiHtml.escape(page.title()))
                .append("</h1>\n");
        page.meant()
                .ifPresent(name -> out.append("<p>Did you mean <b>").append(link(name, port)).append("</b>?</p>\n"));
        out.append("<p>").append(AnsiHtml.escape(AnsiHtml.strip(page.message()))).append("</p>\n");
        page.names().groups().forEach((group, names) -> {
            out.append("<h2>").append(AnsiHtml.escape(group)).append("</h2>\n<ul>\n");
            names.forEach(name -> out.append("<li>").append(listed(page, name, port)).append("</li>\n"));
            out.append("</ul>\n");
        });
        page.report().ifPresent(report -> report(out, report));
        out.append("</main>\n<footer>")
                .append(page.shows().map(_ -> "<i></i>a3s shows the service here as soon as it answers.").orElse("a3s"))
                .append("</footer>\n");
        page.shows()
                .ifPresent(state -> out.append(
                        FOLLOW.replace("{path}", PageEvents.PATH).replace("{state}", state.word())));
        return out.append("</body>\n</html>\n").toString();
    }

    /** A link, or the address of a service that no browser can open. */
    private static String listed(ErrorPage page, String name, String port) {
        var address = page.names().addresses().get(name);
        return address == null ? link(name, port) : AnsiHtml.escape(PageLinks.text(name, address));
    }

    private static String link(String name, String port) {
        return "<a href=\"" + AnsiHtml.escape(PageLinks.url(name, port)) + "\">" + AnsiHtml.escape(name) + "</a>";
    }

    private static void report(StringBuilder out, ServiceReport report) {
        if (!report.commands().isEmpty()) {
            out.append("<h2>What helps</h2>\n<ul class=\"commands\">\n");
            report.commands()
                    .forEach(command -> out.append("<li><code>")
                            .append(AnsiHtml.escape(command))
                            .append("</code></li>\n"));
            out.append("</ul>\n");
        }
        if (!report.logLines().isEmpty()) {
            out.append("<h2>Last log lines</h2>\n<pre><span>")
                    .append(AnsiHtml.render(report.logLines()))
                    .append("</span></pre>\n");
        }
    }
}
