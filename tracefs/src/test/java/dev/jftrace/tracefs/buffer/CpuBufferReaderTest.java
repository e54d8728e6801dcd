package dev.jftrace.tracefs.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain file stands for {@code trace_pipe_raw}: it can be spliced and read, too. */
class CpuBufferReaderTest {
    private static final int SUB_BUFFER = 4096;
    private static final int SUB_BUFFERS = 700;

    @TempDir
    Path folder;

    private byte[] recorded;

    @BeforeEach
    void makeInstance() throws IOException {
        recorded = new byte[SUB_BUFFERS * SUB_BUFFER];
        new Random(1).nextBytes(recorded);
        Files.createDirectories(folder.resolve("per_cpu/cpu3"));
        Files.write(folder.resolve("per_cpu/cpu3/trace_pipe_raw"), recorded);
    }

    private CpuBuffer buffer() throws IOException {
        return CpuBuffer.open(folder, 3, "trace_pipe_raw", SUB_BUFFER);
    }

    private static byte[] all(SpoolFile spool) throws IOException {
        try (InputStream in = spool.open(false)) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldSpliceEverySubBufferOnce() throws IOException {
        try (SpoolFile spool = SpoolFile.create(folder.resolve("spool"), SUB_BUFFER);
                CpuBufferReader reader = new SpliceReader(buffer(), spool)) {
            assertThat(reader.take()).isEqualTo(recorded.length);
            assertThat(reader.take()).isZero();
            assertThat(reader.takeRest()).isZero();

            assertThat(all(spool)).isEqualTo(recorded);
            assertThat(reader.way()).isEqualTo("splice");
        }
    }

    @Test
    void shouldReadEverySubBufferOnce() throws IOException {
        try (SpoolFile spool = SpoolFile.create(folder.resolve("spool"), SUB_BUFFER);
                CpuBufferReader reader = new CopyReader(buffer(), spool)) {
            assertThat(reader.take()).isEqualTo(recorded.length);

            assertThat(all(spool)).isEqualTo(recorded);
        }
    }

    @Test
    void shouldKeepTheNewestOfALimitedSpool() throws IOException {
        int limit = 100 * SUB_BUFFER;
        try (SpoolFile spool = SpoolFile.limited(folder.resolve("spool"), SUB_BUFFER, limit);
                CpuBufferReader reader = new SpliceReader(buffer(), spool)) {
            reader.take();

            byte[] kept = all(spool);
            assertThat(kept.length).isBetween(limit / 2, limit);
            assertThat(kept).isEqualTo(Arrays.copyOfRange(recorded, recorded.length - kept.length, recorded.length));
        }
    }

    @Test
    void shouldGiveTheDiskBackWhatWasRead() throws IOException {
        try (SpoolFile spool = SpoolFile.create(folder.resolve("spool"), SUB_BUFFER);
                CpuBufferReader reader = new SpliceReader(buffer(), spool)) {
            reader.take();

            try (InputStream in = spool.open(true)) {
                assertThat(in.readAllBytes()).isEqualTo(recorded);
            }
            long blocks = (Long) Files.getAttribute(folder.resolve("spool"), "unix:size");
            assertThat(blocks).as("the length stays").isEqualTo(recorded.length);
            assertThat(Arrays.copyOf(all(spool), SUB_BUFFER))
                    .as("what was read is gone")
                    .containsOnly(0);
        }
    }

    @Test
    void shouldSayWhichFileCouldNotBeOpened() {
        assertThatThrownBy(() -> CpuBuffer.open(folder, 9, "trace_pipe_raw", SUB_BUFFER))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("per_cpu/cpu9/trace_pipe_raw: can't open: no such file or directory");
    }

    @Test
    void shouldNotWriteThroughALinkThatSomebodyPutThere() throws IOException {
        Files.createSymbolicLink(folder.resolve("spool"), folder.resolve("victim"));

        assertThatThrownBy(() -> SpoolFile.create(folder.resolve("spool"), SUB_BUFFER))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("file exists");
        assertThat(folder.resolve("victim")).doesNotExist();
    }

    @Test
    void shouldLeaveNoFile() throws IOException {
        SpoolFile.limited(folder.resolve("spool"), SUB_BUFFER, 8L * SUB_BUFFER).close();

        assertThat(folder.resolve("spool")).doesNotExist();
        assertThat(folder.resolve("spool.1")).doesNotExist();
    }
}
