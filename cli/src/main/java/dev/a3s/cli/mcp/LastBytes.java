package dev.a3s.cli.mcp;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps only the end of what is written to it, so that a long answer takes little memory. For one thread at a time. */
final class LastBytes extends OutputStream {
    private final int most;
    private ByteArrayOutputStream older = new ByteArrayOutputStream();
    private ByteArrayOutputStream newer = new ByteArrayOutputStream();
    private boolean cut;

    /** @param most how many bytes {@link #text} has at most */
    LastBytes(int most) {
        this.most = most;
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int kept = Math.min(length, most);
        cut |= kept < length;
        if (newer.size() + kept > most) {
            cut |= older.size() > 0;
            older = newer;
            newer = new ByteArrayOutputStream();
        }
        newer.write(bytes, from + length - kept, kept);
    }

    /** Whether {@link #text} lacks the beginning. */
    boolean isCut() {
        return cut || older.size() + newer.size() > most;
    }

    /** The end of it as UTF-8, from the beginning of a line on if it has several; all of it, if it is short enough. */
    String text() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(older.toByteArray());
        all.writeBytes(newer.toByteArray());
        int from = Math.max(0, all.size() - most);
        var text = new String(all.toByteArray(), from, all.size() - from, StandardCharsets.UTF_8);
        int line = text.indexOf('\n') + 1;
        return isCut() && line > 0 && line < text.length() ? text.substring(line) : text;
    }
}
