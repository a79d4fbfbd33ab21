package dev.a3s.proxy.page;

import java.nio.charset.StandardCharsets;

/** Writes an {@link ErrorPage} out. */
final class PageRenderer {

    private PageRenderer() {}

    /** The body of the page. {@code port} is the one the client's links must carry, as {@code :7080}, or empty for 80. */
    static byte[] render(ErrorPage page, PageFormat format, String port) {
        var text = switch (format) {
            case HTML -> HtmlPage.of(page, port);
            case JSON -> JsonPage.of(page, port);
            case TEXT -> TextPage.of(page, port);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
