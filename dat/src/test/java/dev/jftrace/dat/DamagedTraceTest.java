package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.dat.format.OptionId;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.event.TraceFormatException;
import dev.jftrace.event.TraceTooNewException;
import dev.jftrace.event.TraceTooOldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedTraceTest {
    private static final int VERSION_AT = 10;
    private static final int ORDER_AT = 12;
    private static final int COMPRESSION_AT = 18;

    @TempDir
    private Path folder;

    @Test
    void shouldSayThatAFileIsNoTrace() throws IOException {
        assertThatThrownBy(() -> TraceFile.open(file("hello, world".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(TraceCorruptException.class)
                .hasMessageContaining("not a trace.dat: expected 17 08 44 'tracing'");
        assertThatThrownBy(() -> TraceFile.open(file(new byte[0]))).isInstanceOf(TraceCorruptException.class);
    }

    @Test
    void shouldNameVersionsThatItCantRead() throws IOException {
        byte[] trace = trace("v7-none.dat");
        trace[VERSION_AT] = '8';
        assertThatThrownBy(() -> TraceFile.open(file(trace)))
                .isInstanceOf(TraceTooNewException.class)
                .hasMessageContaining("expected version 6 or 7, found 8");
        trace[VERSION_AT] = '5';
        assertThatThrownBy(() -> TraceFile.open(file(trace))).isInstanceOf(TraceTooOldException.class);
        trace[VERSION_AT] = 'x';
        assertThatThrownBy(() -> TraceFile.open(file(trace))).isInstanceOf(TraceCorruptException.class);
    }

    @Test
    void shouldNameACompressionThatItDoesNotKnow() throws IOException {
        byte[] trace = trace("v7-none.dat");
        trace[COMPRESSION_AT] = 'b';

        assertThatThrownBy(() -> TraceFile.open(file(trace)))
                .isInstanceOf(TraceTooNewException.class)
                .hasMessageContaining("\"bone\"");
    }

    @Test
    void shouldCheckTheByteOrder() throws IOException {
        byte[] trace = trace("v6.dat");
        trace[ORDER_AT] = 2;

        assertThatThrownBy(() -> TraceFile.open(file(trace))).hasMessageContaining("expected byte order 0");
    }

    @Test
    void shouldSayWhatIsLeftOfAFileWithoutItsTail() throws IOException {
        byte[] trace = trace("v7-none.dat");

        assertThatThrownBy(() -> TraceFile.open(file(Arrays.copyOf(trace, trace.length / 2))))
                .isInstanceOf(TraceCorruptException.class)
                .hasMessageContaining("it was cut or never finished; whole sections: 16 17 18");
    }

    @Test
    void shouldGiveTheEventsBeforeTheCut() throws IOException {
        byte[] trace = trace("v6.dat");
        Path whole = file(trace);
        long[] expected = count(whole);
        assertThat(expected[1]).isZero();

        Path cut = file(Arrays.copyOf(trace, trace.length - 100 * 1024 - 77));
        long[] found = count(cut);

        assertThat(found[0]).isBetween(1L, expected[0] - 1);
        assertThat(found[1]).isPositive();
        try (TraceFile file = TraceFile.open(cut)) {
            CpuCursor cursor = file.buffers().get(0).cursors().get(0);
            assertThatThrownBy(() -> {
                        while (cursor.advance()) {}
                    })
                    .isInstanceOf(TraceCorruptException.class)
                    .hasMessageContaining("CPU 0 of the top buffer")
                    .hasMessageContaining("was cut");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7-none.dat", "v7-zstd.dat"})
    void shouldGoOnBehindWhatIsDamaged(String name) throws IOException {
        byte[] trace = trace(name);
        int offset;
        try (TraceFile whole = TraceFile.open(file(trace))) {
            offset = (int) whole.buffers().get(0).cpus().get(1).offset();
        }
        // The commit of the first sub-buffer; in the compressed trace, the first chunk's frame.
        Arrays.fill(trace, offset + 8, offset + 20, (byte) 0xff);
        if (name.equals("v7-zstd.dat")) {
            trace[offset + 8] = 0;
            trace = restoreSizes(trace, trace(name), offset);
        }

        try (TraceFile damaged = TraceFile.open(file(trace))) {
            CpuCursor cursor = damaged.buffers().get(0).cursors().get(1);
            assertThatThrownBy(cursor::advance).isInstanceOf(TraceCorruptException.class);
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.missedEvents()).isEqualTo(-1);
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.missedEvents()).isZero();
        }
    }

    private static byte[] restoreSizes(byte[] damaged, byte[] whole, int offset) {
        System.arraycopy(whole, offset, damaged, offset, 12);
        return damaged;
    }

    /** Every prefix ends in a fault that says so; none is taken for a whole trace. */
    @ParameterizedTest
    @ValueSource(strings = {"v6.dat", "v7-none.dat", "v7-zstd.dat", "v7-instances.dat"})
    void shouldNotTakeAnyPrefixForAWholeTrace(String name) throws IOException {
        byte[] trace = trace(name);
        int end = name.equals("v6.dat") ? dataEnd(file(trace)) : trace.length;
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            int length = i < 30 ? i : i < 60 ? end - 1 - random.nextInt(2000) : random.nextInt(end);
            long[] found;
            try {
                found = count(file(Arrays.copyOf(trace, length)));
            } catch (TraceFormatException e) {
                continue;
            }
            assertThat(found[1]).as(length + " of " + trace.length).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.dat", "v7-none.dat", "v7-zstd.dat", "v7-instances.dat"})
    void shouldEndWhateverIsChanged(String name) throws IOException {
        byte[] trace = trace(name);
        Path file = folder.resolve("mutant.dat");
        int faults = 0;
        for (int seed = 0; seed < 250; seed++) {
            Random random = new Random(seed);
            byte[] mutant = trace.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                mutant[place(random, mutant.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            Files.write(file, mutant);
            try {
                countSalvaged(file);
                faults += count(file)[1] > 0 ? 1 : 0;
            } catch (TraceFormatException e) {
                faults++;
            }
        }
        assertThat(faults).isPositive();
    }

    /** Where lengths and offsets are: near the start and near the end; and anywhere. */
    private static int place(Random random, int length) {
        switch (random.nextInt(3)) {
            case 0:
                return random.nextInt(600);
            case 1:
                return length - 1 - random.nextInt(1500);
            default:
                return random.nextInt(length);
        }
    }

    @Test
    void shouldTellOfDamagedFunctionsWhenTheyAreAskedFor() throws IOException {
        byte[] bytes = trace("v7-zstd.dat");
        Path whole = file(bytes);
        long[] events = countSalvaged(whole);
        try (TraceFile trace = TraceFile.open(whole)) {
            Arrays.fill(bytes, functions(trace), functions(trace) + 4, (byte) 0);
        }
        Path damaged = folder.resolve("damaged.dat");
        Files.write(damaged, bytes);
        try (TraceFile trace = TraceFile.salvageEvents(damaged)) {
            assertThat(trace.catalog().formats()).isNotEmpty();
            // Nobody asked for a function, but the file is damaged nevertheless.
            assertThat(trace.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault).hasMessageContaining("compressed by zstd"));
            assertThat(trace.catalog().functions().find(0xffff_ffff_8110_0000L)).isEqualTo(-1);

            long[] salvaged = new long[2];
            count(trace, salvaged);
            assertThat(salvaged[0]).isEqualTo(events[0]);
            assertThat(trace.metadata().functions()).isEmpty();
        }
    }

    /** Bytes from the start of the file to what the functions were compressed to. */
    private static int functions(TraceFile trace) throws IOException {
        long section = trace.sections().sections().stream()
                .filter(each -> each.id() == OptionId.KALLSYMS)
                .findFirst()
                .orElseThrow()
                .offset();
        return (int) section + 16 + 2 * Integer.BYTES;
    }

    @Test
    void shouldGiveTheSameFunctionsLater() throws IOException {
        Path file = file(trace("v7-zstd.dat"));
        try (TraceFile now = TraceFile.open(file);
                TraceFile later = TraceFile.salvageEvents(file)) {
            assertThat(now.metadata().functions()).isNotEmpty();
            assertThat(later.catalog().functions().size())
                    .isEqualTo(now.catalog().functions().size());
            assertThat(TraceCopy.texts(later, true)).isEqualTo(TraceCopy.texts(now, true));
        }
    }

    /** How many events, and how many faults. */
    static long[] count(Path file) throws IOException {
        long[] count = new long[2];
        try (TraceFile trace = TraceFile.open(file)) {
            count(trace, count);
        }
        return count;
    }

    /** The same of what a salvage gives. */
    static long[] countSalvaged(Path file) throws IOException {
        long[] count = new long[2];
        try (TraceFile trace = TraceFile.salvage(file)) {
            count(trace, count);
        }
        return count;
    }

    private static void count(TraceFile trace, long[] count) throws IOException {
        count[1] += trace.faults().size();
        trace.sections();
        for (TraceBuffer buffer : trace.buffers()) {
            for (CpuCursor cursor : buffer.cursors()) {
                count(cursor, count);
            }
        }
        for (TraceText text : trace.texts()) {
            try (InputStream in = text.open()) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (TraceFormatException e) {
                count[1]++;
            }
        }
    }

    private static void count(CpuCursor cursor, long[] count) throws IOException {
        while (true) {
            try {
                if (!cursor.advance()) {
                    return;
                }
                count[0]++;
                assertThat(cursor.offset() + cursor.length()).isLessThanOrEqualTo(cursor.bytes().length);
            } catch (TraceFormatException e) {
                count[1]++;
            }
        }
    }

    private static int dataEnd(Path file) throws IOException {
        try (TraceFile trace = TraceFile.open(file)) {
            return (int) trace.buffers().get(0).cpus().stream()
                    .mapToLong(cpu -> cpu.offset() + cpu.size())
                    .max()
                    .orElseThrow();
        }
    }

    private byte[] trace(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.readAllBytes(Files.exists(file) ? file : Corpus.unpack(name, folder));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "trace", ".dat"), content);
    }
}
