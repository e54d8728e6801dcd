package dev.jftrace.record.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.CpuCursor;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBufferTest {
    private static final SubBufferLayout LAYOUT = SubBufferLayout.of(4096);

    private final LiveBuffer buffer = new LiveBuffer(LAYOUT);

    private void add(int cpu, long... stamps) {
        byte[] page = new byte[LAYOUT.size()];
        SubBufferWriter writer = new SubBufferWriter(LAYOUT);
        writer.begin(page, 0, 0);
        for (long stamp : stamps) {
            writer.reserve(8, stamp);
        }
        writer.finish();
        buffer.add(cpu, page);
    }

    private List<String> take(long until) throws IOException {
        List<String> events = new ArrayList<>();
        for (CpuCursor cpu : buffer.take(until)) {
            while (cpu.advance()) {
                events.add(cpu.cpu() + "@" + cpu.timestamp());
            }
        }
        return events;
    }

    @Test
    void shouldKeepWhatIsTooNewForTheNextBatch() throws IOException {
        add(0, 10, 20, 30);
        add(1, 15, 25);

        assertThat(take(20)).containsExactly("0@10", "0@20", "1@15");
        assertThat(take(20)).isEmpty();

        add(1, 40);
        assertThat(take(35)).containsExactly("0@30", "1@25");
        assertThat(take(Long.MAX_VALUE)).containsExactly("1@40");
    }
}
