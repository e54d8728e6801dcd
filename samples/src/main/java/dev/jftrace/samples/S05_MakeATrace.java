package dev.jftrace.samples;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Makes a trace of events of one's own, which every tool that reads trace.dat can show. */
public final class S05_MakeATrace {
    private static final int ID = 1000;
    private static final int PID = 42;
    private static final int LENGTH = 16;

    private static final String HEADER_PAGE = """
            \tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
            \tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;
            \tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
            \tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;
            """;

    private static final String FORMAT = """
            name: temperature
            ID: 1000
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:u64 millidegrees;\toffset:8;\tsize:8;\tsigned:0;

            print fmt: "%llu mC", REC->millidegrees
            """;

    private S05_MakeATrace() {}

    /** @param args the trace to write */
    public static void main(String[] args) throws IOException {
        SubBufferLayout layout = SubBufferLayout.of(4096);
        TraceMetadata metadata = TraceMetadata.builder()
                .headers(bytes(HEADER_PAGE), new byte[0])
                .systems(List.of(new EventSystem("sensor", List.of(bytes(FORMAT)))))
                .tasks(bytes(PID + " thermometer\n"))
                .build();
        try (TraceFileWriter writer = TraceFileWriter.create(Path.of(args[0]), layout, Compression.NONE)) {
            writer.metadata(metadata);
            writer.buffer("", "mono", layout.size(), List.of(new Measured(page(layout))));
            writer.commit();
        }
    }

    private static byte[] page(SubBufferLayout layout) {
        byte[] page = new byte[layout.size()];
        ByteBuffer payload = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        SubBufferWriter events = new SubBufferWriter(layout);
        events.begin(page, 0, 0);
        for (int second = 1; second <= 5; second++) {
            int at = events.reserve(LENGTH, second * 1_000_000_000L);
            payload.putShort(at, (short) ID).putShort(at + 2, (short) 0).putInt(at + 4, PID);
            payload.putLong(at + 8, 20_000 + 100 * second);
        }
        events.finish();
        return page;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Measured(byte[] pages) implements CpuSource {
        @Override
        public int cpu() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(pages);
        }
    }
}
