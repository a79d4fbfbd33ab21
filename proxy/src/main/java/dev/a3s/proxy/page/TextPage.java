package dev.a3s.proxy.page;

/** An {@link ErrorPage} as plain text, for a terminal. */
final class TextPage {

    private TextPage() {}

    /** @param port the one that the client's links must carry, as {@code :7080}, or empty for 80 */
    static String of(ErrorPage page, String port) {
        var out = new StringBuilder(512).append(AnsiHtml.strip(page.title())).append('\n');
        page.meant().ifPresent(name -> out.append("Did you mean ").append(PageLinks.url(name, port)).append(" ?\n"));
        out.append(AnsiHtml.strip(page.message())).append('\n');
        page.names().groups().forEach((group, names) -> {
            out.append(group).append('\n');
            names.forEach(name -> out.append("  ").append(PageLinks.listed(page.names(), name, port)).append('\n'));
        });
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
}
