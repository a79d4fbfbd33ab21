package dev.a3s.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The process's standard output. A {@code PrintStream} keeps it to itself when nobody takes what it writes any more, and a
 * command that follows something would go on for ever; hence this throws once, which no stream on top of it catches, and
 * drops what still comes.
 */
public final class StandardOutput extends OutputStream {
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private boolean gone;

    /** Nobody reads the output any more, or it cannot be written: {@code a3s logs | head -1} has its line, or the disk is full. */
    public static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Gone(IOException cause) {
            super("cannot write to standard output: " + cause.getMessage(), cause);
        }

        /** Whether the reader wanted no more, which is no error. */
        public boolean isWanted() {
            return "Broken pipe".equals(getCause().getMessage());
        }
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    /** @throws Gone the first time that it is in vain */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (gone) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            gone = true;
            throw new Gone(e);
        }
    }
}
