package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalvageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v6.dat", "v7-none.dat", "v7-zstd.dat", "v7-instances.dat"})
    void shouldOpenAWholeTraceAsItIs(String name) throws IOException {
        Path file = Corpus.unpack(name, folder);
        try (TraceFile opened = TraceFile.open(file);
                TraceFile salvaged = TraceFile.salvage(file)) {
            assertThat(TraceCopy.digest(salvaged)).isEqualTo(TraceCopy.digest(opened));
            assertThat(salvaged.faults()).isEmpty();
            assertThat(salvaged.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7-none.dat", "v7-zstd.dat", "v7-instances.dat"})
    void shouldNoticeThatTheLastByteIsMissingAndGiveAllEvents(String name) throws IOException {
        Path file = Corpus.unpack(name, folder);
        Path cut = cut(file, Files.size(file) - 1);
        try (TraceFile whole = TraceFile.open(file);
                TraceFile trace = TraceFile.open(cut)) {
            assertThat(TraceCopy.digest(trace)).isEqualTo(TraceCopy.digest(whole));
            assertThat(trace.faults())
                    .singleElement()
                    .asString()
                    .contains("section 15")
                    .contains("it was cut");
        }
    }

    /** Our own files have all options at the end. */
    @ParameterizedTest
    @EnumSource
    void shouldFindTheCpusOfABufferThatNoOptionTellsOf(Compression compression) throws IOException {
        Path file = folder.resolve("own.dat");
        TraceCopy.copy(Corpus.unpack("v7-zstd.dat", folder), file, compression);
        long end;
        List<CpuRegion> cpus;
        String events;
        try (TraceFile whole = TraceFile.open(file)) {
            end = whole.optionLists().get(0).offset();
            cpus = whole.buffers().get(0).cpus();
            events = events(whole);
        }

        Path cut = cut(file, end + 5);
        assertThatThrownBy(() -> TraceFile.open(cut)).isInstanceOf(TraceCorruptException.class);
        try (TraceFile trace = TraceFile.salvage(cut)) {
            assertThat(trace.faults()).hasSize(1);
            assertThat(trace.warnings()).anyMatch(line -> line.contains("recovered"));
            if (compression != Compression.NONE) {
                assertThat(trace.buffers().get(0).cpus()).isEqualTo(cpus);
            }
            assertThat(events(trace)).isEqualTo(events);
        }
    }

    @Test
    void shouldGiveTheChunksThatAreWhole() throws IOException {
        Path file = Corpus.unpack("v7-instances.dat", folder);
        long all = DamagedTraceTest.count(file)[0];
        long before = all;
        for (long size = Files.size(file); size > Files.size(file) / 2; size -= 997) {
            long found;
            try {
                found = DamagedTraceTest.countSalvaged(cut(file, size))[0];
            } catch (TraceCorruptException e) {
                found = 0;
            }
            assertThat(found).as("cut to " + size).isBetween(0L, before);
            before = found;
        }
        assertThat(DamagedTraceTest.countSalvaged(cut(file, Files.size(file) - 2000))[0])
                .isBetween(1L, all);
    }

    @Test
    void shouldSayWhatIsWrongWhereNothingIsLeft() throws IOException {
        Path cut = cut(Corpus.unpack("v7-zstd.dat", folder), 60);

        assertThatThrownBy(() -> TraceFile.salvage(cut))
                .isInstanceOf(TraceCorruptException.class)
                .hasMessageContaining("it was cut or never finished");
    }

    private Path cut(Path file, long size) throws IOException {
        return Files.write(folder.resolve("cut.dat"), Arrays.copyOf(Files.readAllBytes(file), (int) size));
    }

    /** Without the clock, which a cut may lose. */
    private static String events(TraceFile trace) throws IOException {
        String digest = TraceCopy.digest(trace);
        return digest.substring(digest.indexOf('\n'));
    }
}
