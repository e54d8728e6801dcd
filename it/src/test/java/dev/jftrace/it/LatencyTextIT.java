package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with what a latency tracer printed, of which trace-cmd takes no sub-buffers. */
class LatencyTextIT {
    private static final String TEXT = """
            # tracer: wakeup
            #
            # latency: 99 us, #4/4, CPU#1 | (M:server VP:0, KP:0, SP:0 HP:0 #P:2)
              <idle>-0         1dN.h5    0us+:        0:120:R   + [001]      46:120:R kworker/1:1
              <idle>-0         1d..3.   99us :        0:120:R ==> [001]      46:120:R kworker/1:1
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Path events = folder.resolve("events.dat");
        try (InputStream in = new ZstdInputStream(getClass().getResourceAsStream("profile.dat.zst"))) {
            Files.copy(in, events);
        }
        try (TraceFile trace = TraceFile.open(events)) {
            write(trace, TraceFileWriter.createV6(folder.resolve("v6.dat"), trace.layout()));
            for (Compression compression : Compression.values()) {
                Path file = folder.resolve(compression + ".dat");
                write(trace, TraceFileWriter.create(file, trace.layout(), compression));
            }
        }
    }

    private static void write(TraceFile trace, TraceFileWriter writer) throws IOException {
        try (writer) {
            writer.metadata(trace.metadata());
            trace.options().forEach(writer::option);
            writer.text("", "local", new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)));
            writer.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6", "NONE", "ZLIB", "ZSTD"})
    void shouldPrintTheTextAsTraceCmdDoes(String name) {
        Run ours = Jftrace.run(folder, "report", name + ".dat");

        assertThat(ours.out()).isEqualTo("cpus=2\n" + TEXT + "\n");
        assertThat(ours.errLines()).isEmpty();
        if (Tools.isInstalled("trace-cmd") && !name.equals("ZLIB")) {
            assertThat(Run.of(folder, List.of("trace-cmd", "report", "-i", name + ".dat"))
                            .out())
                    .isEqualTo(ours.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "7"})
    void shouldConvertTheText(String version) {
        String from = version.equals("6") ? "ZSTD.dat" : "v6.dat";
        assertThat(Jftrace.run(folder, "convert", "-i", from, "-o", "converted.dat", "--file-version", version)
                        .status())
                .isZero();

        assertThat(Jftrace.run(folder, "report", "converted.dat").out()).isEqualTo("cpus=2\n" + TEXT + "\n");
        if (Tools.isInstalled("trace-cmd")) {
            assertThat(Run.of(folder, List.of("trace-cmd", "report", "-i", "converted.dat"))
                            .out())
                    .isEqualTo("cpus=2\n" + TEXT + "\n");
        }
    }

    @Test
    void shouldSayThatATextHasNoEventsToSplit() {
        Run split = Jftrace.run(folder, "split", "-i", "ZSTD.dat", "-o", "part.dat", "1", "2");

        assertThat(split.status()).isEqualTo(1);
        assertThat(split.errLines()).singleElement().asString().contains("nothing to split");
        assertThat(folder.resolve("part.dat")).doesNotExist();
    }
}
