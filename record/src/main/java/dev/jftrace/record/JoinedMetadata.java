package dev.jftrace.record;

import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.record.jvm.JvmRecording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What decodes a kernel's and a JVM's events in one file: the kernel's formats, and the names of both. */
final class JoinedMetadata {
    private JoinedMetadata() {}

    static TraceMetadata of(TraceMetadata kernel, JvmRecording jvms) {
        return TraceMetadata.builder()
                .headers(kernel.headerPage(), kernel.headerEvent())
                .ftraceFormats(kernel.ftraceFormats())
                .systems(Stream.concat(kernel.systems().stream(), jvms.systems().stream())
                        .toList())
                .functions(joined(kernel.functions(), jvms.functions()))
                .printks(kernel.printks())
                .tasks(tasks(kernel.tasks(), jvms.tasks()))
                .btf(kernel.btf())
                .modules(kernel.modules())
                .build();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length + 1);
        both.writeBytes(first);
        if (first.length > 0 && first[first.length - 1] != '\n') {
            both.write('\n');
        }
        both.writeBytes(second);
        return both.toByteArray();
    }

    /** A task has one line: that of the JVM, as the kernel cuts a thread's name after 15 bytes. */
    private static byte[] tasks(byte[] kernel, byte[] jvms) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (byte[] text : new byte[][] {kernel, jvms}) {
            new String(text, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
                int end = line.indexOf(' ');
                lines.put(end < 0 ? line : line.substring(0, end), line);
            });
        }
        return (String.join("\n", lines.values()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
