package dev.jftrace.dat;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A trace written anew, and what two of them are compared by. */
final class TraceCopy {
    private TraceCopy() {}

    static void copy(Path from, Path to, Compression compression) throws IOException {
        try (TraceFile trace = TraceFile.open(from)) {
            SubBufferLayout layout = trace.buffers().get(0).layout();
            try (TraceFileWriter writer = TraceFileWriter.create(to, layout, compression)) {
                writer.copy(trace);
                writer.commit();
            }
        }
    }

    static void copyAsV6(Path from, Path to) throws IOException {
        try (TraceFile trace = TraceFile.open(from);
                TraceFileWriter writer = TraceFileWriter.createV6(to, trace.layout())) {
            writer.copy(trace);
            writer.commit();
        }
    }

    /** All of the metadata, with or without what a plain file has no place for. */
    static List<Object> texts(TraceFile trace, boolean all) {
        TraceMetadata metadata = trace.metadata();
        List<Object> texts = new ArrayList<>();
        Stream.of(
                        metadata.headerPage(),
                        metadata.headerEvent(),
                        metadata.functions(),
                        metadata.printks(),
                        metadata.tasks())
                .map(ByteBuffer::wrap)
                .forEach(texts::add);
        metadata.ftraceFormats().stream().map(ByteBuffer::wrap).forEach(texts::add);
        for (EventSystem system : metadata.systems()) {
            texts.add(system.name());
            system.formats().stream().map(ByteBuffer::wrap).forEach(texts::add);
        }
        if (all) {
            texts.add(ByteBuffer.wrap(metadata.btf()));
            texts.add(ByteBuffer.wrap(metadata.modules()));
        }
        return texts;
    }

    /** One line for each CPU: how many events, and a checksum over all that a cursor tells of them. */
    static String digest(TraceFile trace) throws IOException {
        StringBuilder digest = new StringBuilder();
        for (TraceBuffer buffer : trace.buffers()) {
            digest.append(buffer.name())
                    .append(' ')
                    .append(buffer.clock())
                    .append(' ')
                    .append(buffer.layout());
            digest.append('\n');
            for (CpuCursor cursor : buffer.cursors()) {
                digest.append(digest(cursor)).append('\n');
            }
        }
        return digest.toString();
    }

    private static String digest(CpuCursor cursor) throws IOException {
        CRC32 sum = new CRC32();
        long events = 0;
        long missed = 0;
        while (cursor.advance()) {
            events++;
            missed += cursor.missedEvents();
            sum.update(cursor.bytes(), cursor.offset(), cursor.length());
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                sum.update((int) (cursor.timestamp() >>> shift));
                sum.update((int) (cursor.missedEvents() >>> shift));
            }
        }
        return "CPU " + cursor.cpu() + ": " + events + " events, " + missed + " missed, " + sum.getValue();
    }
}
