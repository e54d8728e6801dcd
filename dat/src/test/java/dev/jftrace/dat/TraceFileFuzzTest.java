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
            readLater(file);
            DamagedTraceTest.count(file);
        } catch (TraceFormatException e) {
            // The one way to fail.
        } finally {
            Files.delete(file);
        }
    }

    private static void readLater(Path file) throws IOException {
        try (TraceFile trace = TraceFile.salvageEvents(file)) {
            trace.catalog().functions().size();
            trace.faults();
        }
    }
}
