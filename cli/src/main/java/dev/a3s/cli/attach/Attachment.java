package dev.a3s.cli.attach;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Terminal;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.ServiceTerminal;

/**
 * The user's terminal joined to a service's: keys go to the service, and its output comes here, until the user detaches
 * or the service ends.
 */
public final class Attachment {
    /** Ctrl-], as telnet(1) has it: no shell and no editor uses it. */
    private static final byte DETACH = 0x1d;
    private static final long LOOK_AGAIN_MS = 10;
    /** Bytes of earlier output that are shown first, so that a prompt can be seen. */
    private static final long BEFORE = 4096;
    /** Undoes what a program may have left on: alternate screen, mouse, bracketed paste, hidden cursor, colours. */
    private static final String RESET = "\u001b[?1049l\u001b[?1000l\u001b[?1002l\u001b[?1006l\u001b[?2004l\u001b[?25h\u001b[0m";

    private final Reply.Terminal theirs;
    private final Terminal ours;
    private final OutputStream screen = new FileOutputStream(FileDescriptor.out);
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    public Attachment(Reply.Terminal theirs, Terminal ours) {
        this.theirs = theirs;
        this.ours = ours;
    }

    /**
     * Returns when the user detaches or the service has ended.
     *
     * @return whether the service has ended
     */
    public boolean run() {
        try (var terminal = ServiceTerminal.open(theirs.typed()); var _ = ours.raw()) {
            ours.followSize(() -> resize(terminal));
            redraw(terminal);
            Thread.ofPlatform().daemon().name("keys").start(() -> type(terminal));
            boolean over = show();
            screen.write(("\r\n" + RESET).getBytes(StandardCharsets.US_ASCII));
            return over;
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "the service's terminal cannot be used: " + e.getMessage(), e);
        }
    }

    private void resize(ServiceTerminal terminal) {
        try {
            terminal.resize(ours.size().rows(), ours.size().columns());
        } catch (IOException e) {
            ended.complete(true);
        }
    }

    /**
     * Changes the terminal's size twice, since a program that fills the screen draws it anew only when the size
     * changes.
     */
    private void redraw(ServiceTerminal terminal) throws IOException {
        terminal.resize(ours.size().rows(), Math.max(1, ours.size().columns() - 1));
        resize(terminal);
    }

    private void type(ServiceTerminal terminal) {
        var keys = new byte[1024];
        try {
            var keyboard = System.in;
            for (int count = keyboard.read(keys); count >= 0; count = keyboard.read(keys)) {
                int detach = 0;
                while (detach < count && keys[detach] != DETACH) {
                    detach++;
                }
                terminal.type(keys, detach);
                if (detach < count) {
                    break;
                }
            }
            ended.complete(false);
        } catch (IOException e) {
            ended.complete(true);
        }
    }

    private boolean show() throws IOException {
        try (var said = new RandomAccessFile(theirs.said().toFile(), "r")) {
            said.seek(begin(said));
            var buffer = new byte[1 << 16];
            while (true) {
                boolean lives = ProcessHandle.of(theirs.pid()).isPresent(); // asked before the output is read, so that its end is read
                for (int count = said.read(buffer); count > 0; count = said.read(buffer)) {
                    screen.write(buffer, 0, count);
                }
                if (!lives) {
                    return true;
                }
                if (isEnded()) {
                    return ended.join();
                }
            }
        }
    }

    private boolean isEnded() {
        try {
            ended.get(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts this, and it never fails", e);
        }
    }

    /** Where the earlier output that is shown begins: at a line, {@link #BEFORE} bytes from the end at most. */
    private static long begin(RandomAccessFile said) throws IOException {
        long end = said.length();
        said.seek(Math.max(0, end - BEFORE));
        if (end > BEFORE) {
            said.readLine();
        }
        return Math.min(end, said.getFilePointer());
    }
}
