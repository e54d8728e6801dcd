package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buffer is another process's: whatever stands in it, reading ends, and ends in order. */
class AgentBufferFuzzTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadOrRefuseAnyDamagedBuffer() throws IOException {
        Random random = new Random(20261123);
        for (int run = 0; run < 2000; run++) {
            byte[] bytes = new AgentBufferFile()
                    .thread(7)
                    .enter(1, 0)
                    .enter(2, 1)
                    .leave(2, 1)
                    .leave(1, 0)
                    .thread(8)
                    .mount(12)
                    .enter(1, 0)
                    .leave(1, 0)
                    .thread(7, 3, 1)
                    .enter(3, 1)
                    .leave(3, 1)
                    .bytes();
            for (int change = random.nextInt(6); change >= 0; change--) {
                boolean header = random.nextBoolean();
                bytes[random.nextInt(header ? 64 : bytes.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> read(bytes)).doesNotThrowAnyException();
        }
    }

    @FuzzTest
    void shouldReadOrRefuseAnything(byte[] bytes) throws IOException {
        read(bytes);
    }

    private void read(byte[] bytes) throws IOException {
        Path jvm = folder == null ? Files.createTempDirectory("fuzz") : folder;
        Files.write(jvm.resolve("buffer"), bytes);
        JvmSettings settings = new JvmSettings("function_graph", List.of(), List.of(), 0, 1024);
        LivePages pages = new LivePages();
        try (JvmSource source = JvmSource.open(jvm, 0, settings, new Lanes(pages, JvmLayout.own(true)))) {
            if (source != null) {
                source.finish();
                EventStream stream = pages.take(source.catalog());
                while (stream.next() != null) {
                    // every event must be readable
                }
            }
        } catch (TraceFormatException refused) {
            // says what is wrong
        }
    }
}
