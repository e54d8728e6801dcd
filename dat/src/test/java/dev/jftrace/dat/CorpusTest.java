package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
    @TempDir
    private static Path folder;

    private static List<Path> traces;

    @BeforeAll
    static void unpack() throws IOException {
        traces = Corpus.unpack(Files.createDirectory(folder.resolve("corpus")));
    }

    @Test
    void shouldReadEveryTraceToItsEnd() throws IOException {
        for (Path file : traces) {
            try (TraceFile trace = TraceFile.open(file)) {
                assertThat(TraceCopy.digest(trace)).as(file.toString()).containsPattern("[1-9][0-9]* events");
                assertThat(trace.warnings()).as(file.toString()).isEmpty();
                assertThat(trace.faults()).as(file.toString()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatItWroteOfEveryTrace(Compression compression) throws IOException {
        for (Path file : traces) {
            Path copy = folder.resolve("copy.dat");
            TraceCopy.copy(file, copy, compression);
            try (TraceFile original = TraceFile.open(file);
                    TraceFile written = TraceFile.open(copy)) {
                assertThat(TraceCopy.digest(written)).as(file.toString()).isEqualTo(TraceCopy.digest(original));
                assertThat(told(written)).as(file.toString()).isEqualTo(told(original));
                assertThat(TraceCopy.texts(written, compression != Compression.NONE))
                        .as(file.toString())
                        .isEqualTo(TraceCopy.texts(original, compression != Compression.NONE));
                assertThat(written.sections().sections())
                        .extracting("description")
                        .doesNotContain("");
            }
        }
    }

    @Test
    void shouldReadTheSameOfATraceThatWasVersion6InBetween() throws IOException {
        for (Path file : traces) {
            Path v6 = folder.resolve("copy.v6.dat");
            Path back = folder.resolve("copy.v7.dat");
            TraceCopy.copyAsV6(file, v6);
            TraceCopy.copy(v6, back, Compression.ZSTD);
            try (TraceFile original = TraceFile.open(file);
                    TraceFile between = TraceFile.open(v6);
                    TraceFile written = TraceFile.open(back)) {
                String expected = TraceCopy.digest(original);
                assertThat(TraceCopy.digest(between)).as(file.toString()).isEqualTo(expected);
                assertThat(TraceCopy.digest(written)).as(file.toString()).isEqualTo(expected);
                assertThat(told(written)).as(file.toString()).isEqualTo(told(original));
                assertThat(between.warnings()).as(file.toString()).isEmpty();
                assertThat(TraceCopy.texts(written, false)).isEqualTo(TraceCopy.texts(original, false));
            }
        }
    }

    private static List<TraceOption> told(TraceFile trace) {
        return trace.options().stream()
                .filter(option -> !(option instanceof TraceOption.Placed))
                .toList();
    }

    @Test
    void shouldWriteVersion6ThatTraceCmdReads() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v trace-cmd").start().waitFor() == 0, "no trace-cmd here");
        for (Path file : traces) {
            if (compressionOf(file).equals("zlib")) {
                continue;
            }
            Path copy = folder.resolve("stock-copy.v6.dat");
            TraceCopy.copyAsV6(file, copy);
            assertThat(run("trace-cmd", "report", "-R", "-i", copy.toString()))
                    .as(file.toString())
                    .hasSizeGreaterThan(10)
                    .isEqualTo(run("trace-cmd", "report", "-R", "-i", file.toString()));
        }
    }

    /** trace-cmd is to print the same of a trace and of what we made of it. */
    @ParameterizedTest
    @EnumSource
    void shouldWriteWhatTraceCmdReads(Compression compression) throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v trace-cmd").start().waitFor() == 0, "no trace-cmd here");
        String known = "none " + new String(run("trace-cmd", "list", "-c"), StandardCharsets.UTF_8);
        assumeTrue(known.contains(compression.fileName()), "this trace-cmd was built without");
        for (Path file : traces) {
            if (!known.contains(compressionOf(file))) {
                continue;
            }
            Path copy = folder.resolve("stock-copy.dat");
            TraceCopy.copy(file, copy, compression);
            byte[] expected = run("trace-cmd", "report", "-R", "-i", file.toString());

            assertThat(run("trace-cmd", "report", "-R", "-i", copy.toString()))
                    .as(file + " as " + compression)
                    .hasSizeGreaterThan(10)
                    .isEqualTo(expected);
            run("trace-cmd", "dump", "--validate", "-i", copy.toString());
        }
    }

    private static String compressionOf(Path file) throws IOException {
        try (TraceFile trace = TraceFile.open(file)) {
            return trace.compression().fileName();
        }
    }

    private static byte[] run(String... command) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return Files.readAllBytes(output);
    }
}
