package dev.jftrace.event.printfmt;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jftrace.event.Formats;
import java.io.IOException;

class FormatFuzzTest {
    @FuzzTest
    void shouldPrintWhateverTheFormatIs(FuzzedDataProvider data) throws IOException {
        byte[] record = data.consumeBytes(200);
        HostileFormatTest.printAll(data.consumeRemainingAsBytes(), record);
    }

    @FuzzTest
    void shouldPrintWhateverThePrintFmtIs(FuzzedDataProvider data) throws IOException {
        byte[] record = data.consumeBytes(100);
        String printFmt = data.consumeRemainingAsAsciiString();
        HostileFormatTest.printAll(
                Formats.of("e", 1, printFmt, "u32 a@8:4", "char s[8]@12:8", "__data_loc char[] d@20:4"), record);
    }
}
