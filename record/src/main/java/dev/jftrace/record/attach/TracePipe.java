package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmFollower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code trace_pipe} of a JVM: what is read is used up, and reading waits for more. It ends when tracing is off and something was
 * read, as the kernel's does, and with the JVM. One can have it open at a time: two would take each other's events.
 */
final class TracePipe extends InputStream {
    private static final long PERIOD_MS = 50;
    private static final int LOOKS_AFTER_THE_END = 2;

    private final AttachedJvm jvm;
    private final TraceText text;
    private JvmFollower follower;
    private byte[] part = {};
    private int at;
    private boolean any;
    private boolean isGivenBack;

    /** @throws ControlRefusedException EBUSY where somebody reads it, or records this JVM */
    TracePipe(AttachedJvm jvm) throws IOException {
        this.jvm = jvm;
        this.text = TraceText.of(jvm);
        jvm.takeRecorder();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        for (int looksAfterTheEnd = 0; at == part.length; ) {
            fill();
            if (at < part.length) {
                any = true;
            } else if (isOver() && ++looksAfterTheEnd > LOOKS_AFTER_THE_END) {
                return -1;
            } else {
                pause();
            }
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, bytes, offset, count);
        at += count;
        return count;
    }

    private void fill() throws IOException {
        if (follower == null) {
            Path session = jvm.session().orElse(null);
            follower = session == null ? null : JvmFollower.of(session, JvmTexts.settings(jvm));
        }
        if (follower != null) {
            follower.next(text);
            part = text.take().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
    }

    private boolean isOver() throws IOException {
        return !jvm.isAlive() || any && jvm.read("tracing_on").equals("0");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PERIOD_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void giveBack() throws IOException {
        try {
            jvm.giveBackRecorder();
        } catch (IOException e) {
            if (jvm.isAlive()) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (follower != null) {
            follower.close();
        }
        if (!isGivenBack) {
            isGivenBack = true;
            giveBack();
        }
    }
}
