package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.report.Report;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces of machines with other byte orders and longs than this one's. */
class OtherMachinesTest {
    private static final int ID = 300;
    private static final long SECOND = 1_000_000_000;
    private static final String LINE = "               7-7     [000] .....     %d.000000: probe:                "
            + "from main n=-2 mask=8000000f bytes=01 ff name=caller\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "BIG_ENDIAN, 8, 6", "BIG_ENDIAN, 8, 7", "BIG_ENDIAN, 4, 6", "BIG_ENDIAN, 4, 7",
        "LITTLE_ENDIAN, 4, 6", "LITTLE_ENDIAN, 4, 7", "LITTLE_ENDIAN, 8, 6", "LITTLE_ENDIAN, 8, 7"
    })
    void shouldShowTheSameEventsWhateverTheMachineIs(String order, int longSize, int version) throws IOException {
        ByteOrder bytes = order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Path file = folder.resolve("trace.dat");
        write(file, new SubBufferLayout(bytes, 8, longSize, 8 + longSize, 4096), version);

        String text = report(file);

        // The second one comes after a time extend.
        assertThat(text).isEqualTo("cpus=1\n" + LINE.formatted(1) + LINE.formatted(3));
        if (Tools.isInstalled("trace-cmd")) {
            Run theirs = Run.of(folder, List.of("trace-cmd", "report", "-i", "trace.dat"));
            assertThat(theirs.out()).isEqualTo(Golden.withoutFlags(text));
        }
    }

    private static void write(Path file, SubBufferLayout layout, int version) throws IOException {
        int longSize = layout.commitSize();
        TraceMetadata metadata = TraceMetadata.builder()
                .headers(bytes(header(longSize)), new byte[0])
                .systems(List.of(new EventSystem("made", List.of(bytes(format(longSize))))))
                .functions(bytes("00001000 T main\n00002000 T other\n00003000 T end\n"))
                .tasks(bytes("7 7\n"))
                .build();
        try (TraceFileWriter writer = version == 6
                ? TraceFileWriter.createV6(file, layout)
                : TraceFileWriter.create(file, layout, Compression.NONE)) {
            writer.metadata(metadata);
            writer.option(new TraceOption.CpuCount(1));
            writer.buffer("", "local", layout.size(), List.of(new Page(page(layout))));
            writer.commit();
        }
    }

    private static String header(int longSize) {
        return "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
                + "\tfield: local_t commit;\toffset:8;\tsize:" + longSize + ";\tsigned:1;\n"
                + "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
                + "\tfield: char data;\toffset:" + (8 + longSize) + ";\tsize:" + (4096 - 8 - longSize)
                + ";\tsigned:1;\n";
    }

    private static String format(int longSize) {
        int next = 8 + longSize;
        return "name: probe\nID: " + ID + "\nformat:\n"
                + "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
                + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
                + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
                + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
                + "\tfield:unsigned long ip;\toffset:8;\tsize:" + longSize + ";\tsigned:0;\n"
                + "\tfield:int n;\toffset:" + next + ";\tsize:4;\tsigned:1;\n"
                + "\tfield:u32 mask;\toffset:" + (next + 4) + ";\tsize:4;\tsigned:0;\n"
                + "\tfield:u8 raw[2];\toffset:" + (next + 8) + ";\tsize:2;\tsigned:0;\n"
                + "\tfield:__data_loc char[] name;\toffset:" + (next + 12) + ";\tsize:4;\tsigned:0;\n\n"
                + "print fmt: \"from %ps n=%d mask=%x bytes=%s name=%s\", (void *)REC->ip, REC->n, REC->mask,"
                + " __print_hex(REC->raw, 2), __get_str(name)\n";
    }

    private static byte[] page(SubBufferLayout layout) {
        byte[] page = new byte[layout.size()];
        SubBufferWriter events = new SubBufferWriter(layout);
        events.begin(page, 0, 0);
        int next = 8 + layout.commitSize();
        int length = next + 24;
        for (long seconds : new long[] {1, 3}) {
            int at = events.reserve(length, seconds * SECOND);
            ByteBuffer record = ByteBuffer.wrap(page, at, length).slice().order(layout.order());
            record.putShort(0, (short) ID).putInt(4, 7);
            if (layout.commitSize() == 8) {
                record.putLong(8, 0x1004);
            } else {
                record.putInt(8, 0x1004);
            }
            record.putInt(next, -2).putInt(next + 4, 0x8000_000f);
            record.put(next + 8, (byte) 1).put(next + 9, (byte) 0xff);
            record.putInt(next + 12, 7 << 16 | next + 16);
            record.put(next + 16, bytes("caller"));
        }
        events.finish();
        return page;
    }

    private static String report(Path file) throws IOException {
        TextBuffer out = new TextBuffer();
        try (TraceFile trace = TraceFile.open(file)) {
            Report report = new Report(ReportOptions.defaults(), trace.stream());
            Report.header(1, out);
            while (report.next(out)) {
                // all of it
            }
        }
        return out.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private record Page(byte[] bytes) implements CpuSource {
        @Override
        public int cpu() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
