package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.report.ParallelReport;
import dev.jftrace.analysis.report.Report;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.TextBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What trace-cmd prints, byte for byte. */
class CorpusReportTest {
    private static final int CPUS = 2;
    private static final int FLUSH_AT = 1 << 16;

    /**
     * Where trace-cmd is wrong: it prints a number for a blktrace event, and reads on behind a record for raw
     * stacks. docs/differences.md has all such places.
     */
    private static final Set<String> DIFFERENT = Set.of(
            "k61/blk default",
            "k61/blk t",
            "k61/blk l",
            "k61/blk tsdiff",
            "k72/blk default",
            "k72/blk t",
            "k72/blk l",
            "k61/stack-events R");

    @TempDir
    private Path directory;

    static Stream<Corpus.Case> ours() throws URISyntaxException {
        return Corpus.cases(Path.of(CorpusReportTest.class.getResource("").toURI())).stream();
    }

    static Stream<Corpus.Case> all() {
        String corpus = System.getProperty("jftrace.corpus");
        return corpus == null ? Stream.of((Corpus.Case) null) : Corpus.cases(Path.of(corpus)).stream();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldPrintWhatTraceCmdPrints(Corpus.Case known) throws IOException {
        assertSame(known);
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldPrintWhatTraceCmdPrintsOfTheWholeCorpus(Corpus.Case known) throws IOException {
        Assumptions.assumeTrue(known != null, "no -Djftrace.corpus");
        Assumptions.assumeFalse(DIFFERENT.contains(known.toString()), "known to differ");
        assertSame(known);
    }

    /** Reading on behind a record is the one thing that is not done for the sake of equality. */
    @ParameterizedTest
    @MethodSource("all")
    void shouldPrintWhatTraceCmdPrintsWhereItIsWrongToo(Corpus.Case known) throws IOException {
        Assumptions.assumeTrue(known != null, "no -Djftrace.corpus");
        Assumptions.assumeTrue(DIFFERENT.contains(known.toString()), "not known to differ");
        Assumptions.assumeFalse(known.variant().equals("R"), "not imitated");
        String expected = new String(known.expectedText(), StandardCharsets.ISO_8859_1);
        ReportOptions compat = options(known.variant()).withCompat(true);
        assertThat(report(known.open(directory), compat)).isEqualTo(expected);
    }

    private void assertSame(Corpus.Case known) throws IOException {
        String expected = new String(known.expectedText(), StandardCharsets.ISO_8859_1);
        Path trace = known.open(directory);
        ReportOptions options = options(known.variant());
        assertThat(report(trace, options)).isEqualTo(expected);
        assertThat(report(trace, options, 3)).as("by three threads").isEqualTo(expected);
    }

    private static ReportOptions options(String variant) {
        ReportOptions options = ReportOptions.defaults();
        return switch (variant) {
            case "default" -> options;
            case "t" -> options.withNanoseconds(true);
            case "l" -> options.withLatency(true);
            case "R" -> options.withRaw(true);
            case "N" -> options.withPlugins(false);
            case "tsdiff" -> options.withDifferences(true);
            default -> throw new IllegalArgumentException("no such variant: " + variant);
        };
    }

    private static String report(Path path, ReportOptions options) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (TraceFile trace = TraceFile.open(path)) {
            Report report = new Report(options, trace.stream());
            TextBuffer out = new TextBuffer();
            Report.header(CPUS, out);
            while (report.next(out)) {
                if (out.length() > FLUSH_AT) {
                    out.flushTo(text);
                }
            }
            out.flushTo(text);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private static String report(Path path, ReportOptions options, int threads) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (TraceFile trace = TraceFile.open(path)) {
            TextBuffer out = new TextBuffer();
            Report.header(CPUS, out);
            out.flushTo(text);
            new ParallelReport(options, trace.stream(), event -> true, made -> made.flushTo(text)).print(threads);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }
}
