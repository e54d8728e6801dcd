package dev.jftrace.dat.io;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jftrace.event.TraceFormatException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

class OptionFuzzTest {
    @FuzzTest
    void shouldReadKeepOrRefuseAnyOption(FuzzedDataProvider data) throws IOException {
        boolean sectioned = data.consumeBoolean();
        ByteOrder order = data.consumeBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        List<String> warnings = new ArrayList<>();
        OptionDecoder decoder = new OptionDecoder(sectioned, warnings);
        TraceInput in = TraceInput.of("fuzz", data.consumeRemainingAsBytes(), 0, order);
        try {
            while (in.remaining() > 0) {
                decoder.decode(in.u16("option"), in);
            }
        } catch (TraceFormatException refused) {
            // The one way to fail.
        }
    }
}
