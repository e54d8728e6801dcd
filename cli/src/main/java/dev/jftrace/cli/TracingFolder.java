package dev.jftrace.cli;

import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** tracefs, or a copy of it, as far as it describes events. Only reads. */
final class TracingFolder {
    private static final int DEFAULT_SUB_BUFFER = 4096;
    private static final int BYTES_PER_KILOBYTE = 1024;

    private final Path folder;
    private final Path kallsyms;

    TracingFolder(Path folder, Path kallsyms) {
        this.folder = folder;
        this.kallsyms = kallsyms;
    }

    /** Where it is mounted. */
    static Path usual() {
        Path old = Path.of("/sys/kernel/debug/tracing");
        Path mounted = Path.of("/sys/kernel/tracing");
        return Files.isReadable(mounted.resolve("events")) || !Files.isReadable(old.resolve("events")) ? mounted : old;
    }

    TraceMetadata metadata() throws IOException {
        Path events = folder.resolve("events");
        if (!Files.isReadable(events.resolve("header_page"))) {
            throw new IOException(
                    folder + ": no tracefs, nor a copy of it: it has no events/header_page that can be read");
        }
        List<EventSystem> systems = new ArrayList<>();
        List<byte[]> ftrace = List.of();
        for (Path system : folders(events)) {
            String name = system.getFileName().toString();
            List<byte[]> formats = new ArrayList<>();
            for (Path event : folders(system)) {
                formats.addAll(readable(event.resolve("format")));
            }
            if (name.equals("ftrace")) {
                ftrace = formats;
            } else if (!formats.isEmpty()) {
                systems.add(new EventSystem(name, formats));
            }
        }
        return TraceMetadata.builder()
                .headers(text(events.resolve("header_page")), text(events.resolve("header_event")))
                .ftraceFormats(ftrace)
                .systems(systems)
                .functions(text(kallsyms))
                .printks(text(folder.resolve("printk_formats")))
                .tasks(text(folder.resolve("saved_cmdlines")))
                .build();
    }

    /** Bytes. */
    int subBufferSize() throws IOException {
        String kilobytes = new String(text(folder.resolve("buffer_subbuf_size_kb")), StandardCharsets.US_ASCII).strip();
        return kilobytes.matches("[1-9]\\d{0,4}")
                ? Integer.parseInt(kilobytes) * BYTES_PER_KILOBYTE
                : DEFAULT_SUB_BUFFER;
    }

    /** All clocks, the one in use in brackets. */
    String clock() throws IOException {
        String clocks = new String(text(folder.resolve("trace_clock")), StandardCharsets.US_ASCII);
        return clocks.isEmpty() ? "[local]" : clocks;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<byte[]> readable(Path file) throws IOException {
        return Files.isReadable(file) ? List.of(text(file)) : List.of();
    }

    private static byte[] text(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return new byte[0];
        }
        // Not at once: Files.readAllBytes asks a file of size 0 for one byte first, and some of tracefs give no more
        // then.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }
}
