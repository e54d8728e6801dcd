package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What users wrote to a JVM's {@code trace_marker}, as its agent keeps it. */
final class JvmMarkers {
    private final Path file;
    private long read;

    JvmMarkers(Path folder) {
        file = folder.resolve("markers");
    }

    /** Hands on what was written since the last call. */
    void next(LaneEvents events) throws IOException {
        if (!Files.exists(file) || Files.size(file) == read) {
            return;
        }
        read = Files.size(file) < read ? 0 : read;
        byte[] text = AppendedText.read(file, read);
        read += text.length;
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            String[] columns = line.split("\t", 2);
            if (columns.length == 2 && columns[0].matches("[0-9]{1,18}")) {
                events.mark(Long.parseLong(columns[0]), columns[1]);
            }
        }
    }
}
