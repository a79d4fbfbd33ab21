package dev.a3s.proxy.page;

import java.util.List;
import java.util.stream.Collectors;

/** An {@link ErrorPage} as one JSON object. */
final class JsonPage {

    private JsonPage() {}

    /** @param port the one that the client's links must carry, as {@code :7080}, or empty for 80 */
    static String of(ErrorPage page, String port) {
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
        page.meant().ifPresent(name -> out.append(",\"meant\":").append(quote(PageLinks.url(name, port))));
        if (!page.names().isEmpty()) {
            out.append(",\"services\":{")
                    .append(page.names()
                            .groups()
                            .entrySet().stream()
                            .map(group -> quote(group.getKey()) + ":"
                                    + list(group.getValue().stream()
                                            .map(name -> PageLinks.listed(page.names(), name, port)).toList()))
                            .collect(Collectors.joining(",")))
                    .append('}');
        }
        return out.append("}\n").toString();
    }

    private static String list(List<String> texts) {
        return texts.stream().map(JsonPage::quote).collect(Collectors.joining(",", "[", "]"));
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
