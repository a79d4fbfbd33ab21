package dev.a3s.proxy.page;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.ResponseHead;

/** An {@link ErrorPage} as a response. Its sender adds {@code Date} and {@code Connection}. */
public final class OwnResponse {
    private final ResponseHead head;
    private final byte[] body;

    private OwnResponse(ResponseHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** The head, which has the {@code Content-Length} of the body also in answer to HEAD (RFC 9110 §9.3.2). */
    public ResponseHead head() {
        return head;
    }

    /** The body, which is not sent in answer to HEAD. */
    public byte[] body() {
        return body;
    }

    /** An answer that consists of fields alone, each with its line end. */
    public static OwnResponse withoutContent(String fields) {
        var head = "HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\nVary: Accept, Origin\r\nA3s-Page: 204\r\n"
                + fields
                + "\r\n";
        return new OwnResponse(ResponseHead.read(Ascii.bytes(head)), new byte[0]);
    }

    /**
     * Writes the page in {@code format}.
     *
     * @param port the port that the client has connected to; the page's links carry it
     * @param fields more fields, each with its line end
     */
    public static OwnResponse of(ErrorPage page, PageFormat format, int port, String fields) {
        var body = PageRenderer.render(page, format, port == 80 ? "" : ":" + port);
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
                .append("Cache-Control: no-store\r\nVary: Accept, Origin\r\nX-Content-Type-Options: nosniff\r\n")
                .append(fields)
                .append("A3s-Page: ")
                .append(page.status())
                .append("\r\n");
        if (page.retryAfter() > 0) {
            head.append("Retry-After: ").append(page.retryAfter()).append("\r\n");
        }
        if (page.status() == 405) {
            head.append("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n");
        }
        return new OwnResponse(ResponseHead.read(Ascii.bytes(head.append("\r\n").toString())), body);
    }
}
