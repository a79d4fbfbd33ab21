package dev.a3s.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** An {@link ErrorPage} as a response on the wire. */
final class OwnResponse {
    private OwnResponse() {}

    /**
     * A new buffer with head and body that the caller owns.
     *
     * @param withBody false in answer to HEAD, which gets the same head (RFC 9110 §9.3.2)
     * @param keepAlive whether the connection goes on
     */
    static ByteBuf of(ByteBufAllocator alloc, ErrorPage page, PageFormat format, String port, boolean withBody,
            boolean keepAlive, boolean oldClient) {
        var body = PageRenderer.render(page, format, port);
        var head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(page.status())
                .append(' ')
                .append(Status.reason(page.status()))
                .append("\r\n")
                .append("Content-Type: ")
                .append(format.contentType())
                .append("\r\n")
                .append("Content-Length: ")
                .append(body.length)
                .append("\r\n")
                .append("Cache-Control: no-store\r\nVary: Accept\r\nX-Content-Type-Options: nosniff\r\n")
                .append("A3s-Page: ")
                .append(page.status())
                .append("\r\n");
        if (page.retryAfter() > 0) {
            head.append("Retry-After: ").append(page.retryAfter()).append("\r\n");
        }
        if (page.status() == 405) {
            head.append("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n");
        }
        if (!keepAlive) {
            head.append("Connection: close\r\n");
        } else if (oldClient) {
            head.append("Connection: keep-alive\r\n");
        }
        var date = HttpDate.line();
        var out = alloc.directBuffer(head.length() + date.length + 2 + body.length);
        out.writeBytes(Ascii.bytes(head.toString())).writeBytes(date).writeBytes(Ascii.bytes("\r\n"));
        return withBody ? out.writeBytes(body) : out;
    }
}
