package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads text files that another process appends to, whole lines only. */
final class AppendedText {
    private AppendedText() {}

    /** The complete lines from byte {@code from} on. */
    static byte[] read(Path file, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int length = Math.toIntExact(Math.max(0, channel.size() - from));
            ByteBuffer text = ByteBuffer.allocate(length);
            while (text.hasRemaining() && channel.read(text, from + text.position()) > 0) {
                // a short read goes on where it stopped
            }
            int end = text.position();
            while (end > 0 && text.get(end - 1) != '\n') {
                end--;
            }
            return Arrays.copyOf(text.array(), end);
        }
    }
}
