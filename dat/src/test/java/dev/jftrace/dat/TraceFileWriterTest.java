package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TraceFileWriterTest {
    private static final SubBufferLayout PLAIN = SubBufferLayout.of(4096);

    @TempDir
    private Path folder;

    static Stream<SubBufferLayout> layouts() {
        return Stream.of(
                PLAIN,
                new SubBufferLayout(ByteOrder.BIG_ENDIAN, 8, 8, 16, 4096),
                new SubBufferLayout(ByteOrder.BIG_ENDIAN, 8, 4, 12, 16384),
                new SubBufferLayout(ByteOrder.LITTLE_ENDIAN, 8, 4, 12, 65536));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shouldWriteForAnyByteOrderAndLong(SubBufferLayout layout) throws IOException {
        for (Compression compression : Compression.values()) {
            Path target = folder.resolve("any.dat");
            List<CpuPlacement> placements = write(target, layout, compression, 3, 17);
            try (TraceFile trace = TraceFile.open(target)) {
                TraceBuffer buffer = trace.buffer("").orElseThrow();
                assertThat(buffer.layout()).isEqualTo(layout);
                assertThat(buffer.clock()).isEqualTo("mono");
                assertThat(trace.options()).contains(new TraceOption.TraceId(-2), new TraceOption.CpuCount(18));
                assertThat(buffer.cpus()).extracting("cpu").containsExactly(3, 4, 17);
                assertThat(times(buffer.cursors().get(0)))
                        .hasSize(5000)
                        .startsWith(3L, 4L)
                        .isSorted();
                assertThat(times(buffer.cursors().get(1))).hasSize(5000).startsWith(17L);
            }
            assertThat(placements.get(0).rawSize() % layout.size()).isZero();
            assertThat(placements.get(0).offset() % layout.size()).isZero();
            assertThat(placements.get(1).size()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shouldWriteVersion6ForAnyByteOrderAndLong(SubBufferLayout layout) throws IOException {
        Path target = folder.resolve("v6.dat");
        try (TraceFileWriter writer = TraceFileWriter.createV6(target, layout)) {
            writer.metadata(metadata(layout));
            writer.option(new TraceOption.CpuCount(2));
            writer.buffer("", "mono", layout.size(), List.of(source(3, pages(layout, 3))));
            writer.buffer("inst", "boot", layout.size(), List.of(source(1, pages(layout, 1))));
            writer.commit();
        }
        try (TraceFile trace = TraceFile.open(target)) {
            assertThat(trace.version()).isEqualTo(6);
            // A table has all numbers up to the highest, and so has the count.
            assertThat(trace.options()).contains(new TraceOption.CpuCount(4), new TraceOption.TraceClock("[mono]"));
            assertThat(trace.buffer("").orElseThrow().cpus()).hasSize(4);
            assertThat(trace.buffer("").orElseThrow().layout()).isEqualTo(layout);
            assertThat(trace.buffer("inst").orElseThrow().clock()).isEqualTo("boot");
            assertThat(times(trace.buffer("").orElseThrow().cursors().get(0))).hasSize(5000);
            assertThat(times(trace.buffer("inst").orElseThrow().cursors().get(0)))
                    .hasSize(5000);
        }
    }

    @Test
    void shouldRefuseInVersion6WhatItHasNoRoomFor() throws IOException {
        try (TraceFileWriter writer = TraceFileWriter.createV6(folder.resolve("no.dat"), PLAIN)) {
            writer.buffer("", "mono", 4096, List.of(source(0, pages(PLAIN, 0))));
            assertThatThrownBy(() -> writer.buffer("big", "mono", 8192, List.of()))
                    .hasMessageContaining("one size of sub-buffers");
            writer.text("", "mono", InputStream.nullInputStream());
            assertThatThrownBy(writer::commit).hasMessageContaining("not both");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldKeepATextInVersion6() throws IOException {
        Path target = folder.resolve("latency.dat");
        try (TraceFileWriter writer = TraceFileWriter.createV6(target, PLAIN)) {
            writer.metadata(metadata(PLAIN));
            writer.option(new TraceOption.TraceClock("[local]"));
            writer.text("", "local", new ByteArrayInputStream("# tracer: wakeup\n".getBytes(StandardCharsets.UTF_8)));
            writer.commit();
        }
        Path copy = folder.resolve("latency.v7.dat");
        try (TraceFile trace = TraceFile.open(target)) {
            assertThat(trace.option(TraceOption.TraceClock.class))
                    .as("behind which trace-cmd looks for a clock")
                    .isEmpty();
        }
        try (TraceFile trace = TraceFile.open(target);
                TraceFileWriter writer = TraceFileWriter.create(copy, trace.layout(), Compression.ZSTD)) {
            writer.copy(trace);
            writer.commit();
        }
        try (TraceFile trace = TraceFile.open(copy);
                InputStream in = trace.texts().get(0).open()) {
            assertThat(in.readAllBytes()).asString().isEqualTo("# tracer: wakeup\n");
        }
    }

    @Test
    void shouldLeaveNothingWithoutACommit() throws IOException {
        Path target = Files.writeString(folder.resolve("kept.dat"), "old");
        try (TraceFileWriter writer = TraceFileWriter.create(target, PLAIN, Compression.ZSTD)) {
            writer.metadata(metadata(PLAIN));
        }

        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryContaining(target::equals);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void shouldLeaveNothingOfAWriteThatFailed() throws IOException {
        Path target = folder.resolve("failed.dat");
        CpuSource failing = source(0, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("spool is gone");
            }
        });

        assertThatThrownBy(() -> {
                    try (TraceFileWriter writer = TraceFileWriter.create(target, PLAIN, Compression.NONE)) {
                        writer.buffer("", "mono", 4096, List.of(failing));
                        writer.commit();
                    }
                })
                .hasMessage("spool is gone");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws IOException {
        Path target = folder.resolve("mine.dat");
        write(target, PLAIN, Compression.NONE, 0, 1);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepATextThatTheKernelPrinted(Compression compression) throws IOException {
        Path target = folder.resolve("text.dat");
        String text = "# tracer: wakeup\n".repeat(40_000);
        try (TraceFileWriter writer = TraceFileWriter.create(target, PLAIN, compression)) {
            writer.metadata(metadata(PLAIN));
            writer.text("", "local", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            writer.commit(true);
        }

        try (TraceFile trace = TraceFile.open(target);
                InputStream in = trace.texts().get(0).open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void shouldKeepEveryOption() throws IOException {
        List<TraceOption> options = List.of(
                new TraceOption.Date("0x123"),
                new TraceOption.CpuStat("CPU: 0\nentries: 1\n"),
                new TraceOption.TraceClock("local [mono]\n"),
                new TraceOption.Uname("Linux host 6.1 x86_64"),
                new TraceOption.Hook("a,b/c,d"),
                new TraceOption.Offset("-12"),
                new TraceOption.CpuCount(4),
                new TraceOption.Version("3.4"),
                new TraceOption.ProcMaps("1 1 cat\n10 20 libc\n"),
                new TraceOption.TraceId(0x8000_0000_0000_0001L),
                new TraceOption.TimeShift(
                        7,
                        1,
                        List.of(new TraceOption.ClockSamples(
                                List.of(1L, 2L), List.of(-3L, 4L), List.of(5L, 6L), List.of(7L, 8L)))),
                new TraceOption.Guest("vm", 9, List.of(new TraceOption.GuestCpu(0, 4711))),
                new TraceOption.Tsc2Nsec(0xffff_ffffL, 31, -1),
                new TraceOption.LastBootInfo("boot:0 ffff"));
        Path target = folder.resolve("options.dat");
        try (TraceFileWriter writer = TraceFileWriter.create(target, PLAIN, Compression.NONE)) {
            writer.metadata(metadata(PLAIN));
            options.forEach(writer::option);
            writer.option(new TraceOption.Unknown(99, new byte[] {1, 2, 3}));
            writer.option(new TraceOption.Section(19, 12345));
            writer.buffer("", "mono", 4096, List.of());
            writer.commit();
        }

        try (TraceFile trace = TraceFile.open(target)) {
            assertThat(trace.options()).containsAll(options);
            assertThat(trace.options()).doesNotContain(new TraceOption.Section(19, 12345));
            assertThat(trace.option(TraceOption.Unknown.class).orElseThrow().payload())
                    .containsExactly(1, 2, 3);
            assertThat(trace.warnings()).containsExactly("unknown option 99 of 3 bytes");
        }
    }

    private static List<Long> times(CpuCursor cursor) throws IOException {
        List<Long> times = new ArrayList<>();
        while (cursor.advance()) {
            assertThat(cursor.bytes()[cursor.offset()]).isEqualTo((byte) times.size());
            times.add(cursor.timestamp());
        }
        return times;
    }

    private static List<CpuPlacement> write(
            Path target, SubBufferLayout layout, Compression compression, int first, int last) throws IOException {
        try (TraceFileWriter writer = TraceFileWriter.create(target, layout, compression)) {
            writer.metadata(metadata(layout));
            writer.option(new TraceOption.TraceId(-2));
            writer.option(new TraceOption.CpuCount(last + 1L));
            List<CpuPlacement> placements = writer.buffer(
                    "",
                    "mono",
                    layout.size(),
                    List.of(
                            source(first, pages(layout, first)),
                            source(first + 1, InputStream.nullInputStream()),
                            source(last, pages(layout, last))));
            writer.commit();
            return placements;
        }
    }

    private static CpuSource source(int cpu, InputStream pages) {
        return new CpuSource() {
            @Override
            public int cpu() {
                return cpu;
            }

            @Override
            public InputStream open() {
                return pages;
            }
        };
    }

    private static InputStream pages(SubBufferLayout layout, long start) {
        byte[] pages = new byte[layout.size() * 100];
        SubBufferWriter writer = new SubBufferWriter(layout);
        int page = 0;
        writer.begin(pages, page, 0);
        for (int i = 0; i < 5000; i++) {
            int at = writer.reserve(8, start + i);
            if (at < 0) {
                writer.finish();
                page += layout.size();
                writer.begin(pages, page, 0);
                at = writer.reserve(8, start + i);
            }
            pages[at] = (byte) i;
        }
        writer.finish();
        return new ByteArrayInputStream(pages, 0, page + layout.size());
    }

    private static TraceMetadata metadata(SubBufferLayout layout) {
        String page = String.format(
                "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
                        + "\tfield: local_t commit;\toffset:%d;\tsize:%d;\tsigned:1;\n"
                        + "\tfield: int overwrite;\toffset:%1$d;\tsize:1;\tsigned:1;\n"
                        + "\tfield: char data;\toffset:%d;\tsize:%d;\tsigned:1;\n",
                layout.commitOffset(), layout.commitSize(), layout.dataOffset(), layout.size() - layout.dataOffset());
        return TraceMetadata.builder()
                .headers(page.getBytes(StandardCharsets.UTF_8), new byte[0])
                .build();
    }
}
