package dev.jftrace.event;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;

class BtfFuzzTest {
    private static final int COMMON = 8;

    @FuzzTest
    void shouldShowArgumentsOrNothingWhateverTheTypesAre(byte[] types) throws IOException {
        EventCatalog catalog = EventCatalog.builder()
                .ftraceFormat(Formats.of("funcgraph_entry", 11, "\"\""))
                .btf(types)
                .build();
        byte[] record = Formats.record(11, 1, COMMON + 64).array();
        TraceEvent event =
                EventStream.of(catalog, List.of(new FakeCpu(0).add(1, record))).next();
        for (String function : List.of("vfs_read.isra.0", "int", "f", "")) {
            int prototype = catalog.btf().prototypeOf(function);
            if (prototype >= 0) {
                catalog.btf().appendArguments(prototype, event, COMMON, new TextBuffer());
            }
        }
    }
}
