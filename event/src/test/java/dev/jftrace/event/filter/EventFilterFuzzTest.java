package dev.jftrace.event.filter;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

class EventFilterFuzzTest {
    @FuzzTest
    void shouldUnderstandOrRefuseAnyFilter(FuzzedDataProvider data) throws IOException {
        HostileFilterTest.use(data.consumeRemainingAsString());
    }

    @FuzzTest
    void shouldUnderstandOrRefuseAnyCondition(FuzzedDataProvider data) throws IOException {
        HostileFilterTest.use("sched_switch: " + data.consumeRemainingAsAsciiString());
    }
}
