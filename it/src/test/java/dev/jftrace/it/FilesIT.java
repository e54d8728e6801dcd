package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that read a trace.dat and write others, with trace-cmd as the judge. */
class FilesIT {
    private static final String NAME = "sched-mono.dat";

    @TempDir
    Path folder;

    private void trace(String name) throws IOException {
        try (InputStream in = new ZstdInputStream(FilesIT.class.getResourceAsStream(name + ".zst"))) {
            Files.copy(in, folder.resolve(name));
        }
    }

    private Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    private static boolean hasTraceCmd() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "trace-cmd")));
    }

    private String traceCmd(String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("trace-cmd"));
        command.addAll(List.of(words));
        Run run = Run.of(folder, command);
        assertThat(run.status()).as(String.join(" ", command)).isZero();
        return run.out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "7 --compression none", "7 --compression zlib", "7 --compression zstd", "7"})
    void shouldConvertWithoutChangingTheReport(String form) throws IOException {
        trace(NAME);
        String[] words = ("convert -i " + NAME + " -o out.dat --file-version " + form).split(" ");

        assertThat(jftrace(words).status()).isZero();

        assertThat(jftrace("report", "-t", "out.dat").out())
                .isEqualTo(jftrace("report", "-t", NAME).out());
        if (hasTraceCmd() && !form.contains("zlib")) {
            assertThat(traceCmd("report", "-i", "out.dat")).isEqualTo(traceCmd("report", "-i", NAME));
        }
    }

    @Test
    void shouldDumpInTraceCmdsWords() throws IOException {
        assumeTrue(hasTraceCmd());
        for (String name : List.of(NAME, "fgraph-all-v6.dat")) {
            trace(name);
            for (String option : List.of("--summary", "--all", "--options", "--sections", "--flyrecord", "--clock")) {
                assertThat(jftrace("dump", option, name).out())
                        .as(name + " " + option)
                        .isEqualTo(traceCmd("dump", option, "-i", name));
            }
        }
        assertThat(jftrace("dump", "-v", NAME).out()).isEqualTo("File " + NAME + " is a valid trace-cmd file\n");
    }

    @Test
    void shouldSplitSoThatThePartsAreTheWhole() throws IOException {
        trace(NAME);
        assertThat(jftrace("split", "-r", "-e", "1000", "-i", NAME, "-o", "part")
                        .status())
                .isZero();

        StringBuilder joined = new StringBuilder();
        StringBuilder judged = new StringBuilder();
        for (int part = 1; Files.exists(folder.resolve("part.000" + part)); part++) {
            String name = "part.000" + part;
            joined.append(withoutHead(jftrace("report", "-R", "-t", name).out()));
            if (hasTraceCmd()) {
                judged.append(withoutHead(traceCmd("report", "-R", "-i", name)));
            }
        }

        assertThat(joined.toString())
                .isEqualTo(withoutHead(jftrace("report", "-R", "-t", NAME).out()));
        if (hasTraceCmd()) {
            assertThat(judged.toString()).isEqualTo(withoutHead(traceCmd("report", "-R", "-i", NAME)));
        }
    }

    private static String withoutHead(String report) {
        return report.substring(report.indexOf('\n') + 1);
    }

    @Test
    void shouldNameThePartsAsTraceCmdDoes() throws IOException {
        trace(NAME);
        jftrace("split", "-i", NAME, "-e", "10");
        jftrace("split", "-i", NAME, "-e", "10", "-o", "ten");

        assertThat(folder.resolve(NAME + ".1")).hasSameBinaryContentAs(folder.resolve("ten"));
        assertThat(jftrace("report", "ten").outLines()).hasSize(11);
    }

    @Test
    void shouldMakeAWholeFileOfOneThatWasCutAndSaySo() throws IOException {
        trace(NAME);
        byte[] bytes = Files.readAllBytes(folder.resolve(NAME));
        Files.write(folder.resolve("cut.dat"), Arrays.copyOf(bytes, bytes.length - 1));

        Run run = jftrace("convert", "-i", "cut.dat", "whole.dat");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().matches("jftrace: cut\\.dat: at byte \\d+: .*it was cut");
        assertThat(jftrace("report", "whole.dat").out())
                .isEqualTo(jftrace("report", NAME).out());
    }

    @Test
    void shouldRestoreWhatACrashedRecorderLeft() throws IOException {
        trace(NAME);
        jftrace("convert", "-i", NAME, "--compression", "none", "plain.dat");
        byte[] bytes = Files.readAllBytes(folder.resolve("plain.dat"));
        for (String line : jftrace("dump", "--flyrecord", "plain.dat").outLines()) {
            if (line.contains("[id, data offset and size]")) {
                String[] words = line.trim().split("\\s+");
                int offset = Integer.parseInt(words[1]);
                Files.write(
                        folder.resolve("trace.dat.cpu" + words[0]),
                        Arrays.copyOfRange(bytes, offset, offset + Integer.parseInt(words[2])));
            }
        }

        // In any order: the names tell the CPUs.
        Run run = jftrace("restore", "-i", "plain.dat", "-o", "again.dat", "trace.dat.cpu1", "trace.dat.cpu0");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(jftrace("report", "-t", "again.dat").out())
                .isEqualTo(jftrace("report", "-t", NAME).out());
    }

    @Test
    void shouldListOptionsOfPlugInsAsTraceCmdDoes() {
        assumeTrue(hasTraceCmd());
        assertThat(jftrace("options").out()).startsWith(traceCmd("options"));
    }

    @ParameterizedTest
    @CsvSource({
        "convert, the output is missing, 2",
        "convert -i no.dat out.dat, no.dat: no such file or folder, 1",
        "convert --file-version 8 out.dat, no file version '8', 2",
        "convert --compression lzma out.dat, no compression 'lzma', 2",
        "convert --file-version 6 --compression zstd out.dat, version 6 is not compressed, 2",
        "dump no.dat, no.dat: no such file or folder, 1",
        "dump --nothing, no option '--nothing', 2",
        "split -s 1 -e 2, only one of, 2",
        "split -e 0, must be greater than 0, 2",
        "split 2 1, the end is before the start, 2",
        "split one, expected seconds, 2",
        "split -t, -t belongs behind a -B, 2",
        "restore, files of the CPUs are missing, 2",
        "restore -c -i x, exclude each other, 2",
        "restore no.cpu0, no.cpu0: no such file or folder, 1",
        "check-events no.dat, no.dat: no such file or folder, 1",
        "list -i, the value is missing, 2",
    })
    void shouldTellWhatIsWrongInOneLine(String words, String what, int status) throws IOException {
        Run run = jftrace(words.split(" "));

        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("jftrace: ")
                .contains(what);
        assertThat(run.status()).isEqualTo(status);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
