package dev.jftrace.tracefs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoTest {
    private static final int PIPE_BUF = 4096;
    private static final int PIPE_SIZE = 1 << 16;

    @TempDir
    Path folder;

    private Path fifo;

    @BeforeEach
    void make() throws IOException {
        fifo = folder.resolve("fifo");
        Fifo.make(fifo);
    }

    private FileChannel reading() throws IOException {
        return FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Test
    void shouldBeItsOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)))
                .isEqualTo("rw-------");
        assertThat(Fifo.isOne(fifo)).isTrue();
        assertThat(Fifo.isOne(folder)).isFalse();
        assertThat(Fifo.isOne(Files.createSymbolicLink(folder.resolve("link"), fifo)))
                .isFalse();
        assertThatThrownBy(() -> Fifo.make(fifo)).hasMessage(fifo + ": can't make: file exists");
    }

    @Test
    void shouldBeWrittenWithoutWaitingForAReader() throws IOException {
        assertThat(Fifo.isRead(fifo)).isFalse();
        assertThat(Fifo.write(fifo, new byte[] {1})).isFalse();

        try (FileChannel reader = reading()) {
            assertThat(Fifo.isRead(fifo)).isTrue();
            assertThat(Fifo.write(fifo, new byte[] {1, 2, 3})).isTrue();
            ByteBuffer read = ByteBuffer.allocate(8);
            assertThat(reader.read(read)).isEqualTo(3);
            assertThat(read.get(2)).isEqualTo((byte) 3);
        }
    }

    @Test
    void shouldSayThatNobodyReadsWhenItIsFull() throws IOException {
        try (FileChannel reader = reading()) {
            for (int i = 0; i < PIPE_SIZE / PIPE_BUF; i++) {
                assertThat(Fifo.write(fifo, new byte[PIPE_BUF])).isTrue();
            }
            assertThatThrownBy(() -> Fifo.write(fifo, new byte[1]))
                    .hasMessage(fifo + ": is full: who reads it does not");
        }
    }

    @Test
    void shouldNotWriteToWhatIsNoFifo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), fifo);

        assertThatThrownBy(() -> Fifo.write(file, new byte[1])).hasMessage(file + ": expected a FIFO");
        assertThatThrownBy(() -> Fifo.write(link, new byte[1])).isInstanceOf(LinuxException.class);
        assertThat(file).isEmptyFile();
    }
}
