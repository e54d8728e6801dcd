package dev.jftrace.ring;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteOrder;

class SubBufferFuzzTest {
    @FuzzTest
    void shouldEndWhateverTheBytesAre(byte[] page) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            SubBufferTest.drain(new SubBufferReader(new SubBufferLayout(order, 8, 8, 16, 4096)), page, page.length);
            SubBufferTest.drain(new SubBufferReader(new SubBufferLayout(order, 8, 4, 12, 4096)), page, page.length);
        }
    }

    @FuzzTest
    void shouldPassOverUnwantedTypesAsOneByOneWould(byte[] page) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            SubBufferTest.assertSameWanted(new SubBufferLayout(order, 8, 8, 16, 4096), page, page.length, 0);
        }
    }
}
