package dev.jftrace.dat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jftrace.event.TraceFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class TraceFileFuzzTest {
    @FuzzTest
    void shouldEndWhateverTheFileIs(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".dat");
        try {
            Files.write(file, content);
            DamagedTraceTest.countSalvaged(file);
            DamagedTraceTest.count(file);
        } catch (TraceFormatException e) {
            // The one way to fail.
        } finally {
            Files.delete(file);
        }
    }
}
