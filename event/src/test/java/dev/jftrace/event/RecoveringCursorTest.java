package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecoveringCursorTest {
    /** Fails at its second and third step. */
    private static final class Damaged implements CpuCursor {
        private final FakeCpu events = new FakeCpu(3)
                .add(10, Formats.record(1, 1, 8).array())
                .add(20, Formats.record(1, 2, 8).array(), -1);
        private int step;

        @Override
        public boolean advance() throws IOException {
            step++;
            if (step == 2 || step == 3) {
                throw new TraceCorruptException("x.dat", step, "damaged");
            }
            return events.advance();
        }

        @Override
        public int cpu() {
            return events.cpu();
        }

        @Override
        public long timestamp() {
            return events.timestamp();
        }

        @Override
        public byte[] bytes() {
            return events.bytes();
        }

        @Override
        public int offset() {
            return events.offset();
        }

        @Override
        public int length() {
            return events.length();
        }

        @Override
        public long missedEvents() {
            return events.missedEvents();
        }
    }

    @Test
    void shouldGoOnBehindDamageAndTellOfTheFirst() throws IOException {
        TraceFaults faults = new TraceFaults();
        RecoveringCursor cursor = new RecoveringCursor(new Damaged(), faults);

        assertThat(cursor.advance()).isTrue();
        assertThat(faults.first()).isNull();
        assertThat(cursor.advance()).isTrue();
        assertThat(cursor.timestamp()).isEqualTo(20);
        assertThat(cursor.missedEvents()).isEqualTo(-1);
        assertThat(cursor.advance()).isFalse();
        assertThat(faults.first()).hasMessage("x.dat: at byte 2: damaged");
        assertThat(faults.count()).isEqualTo(2);
    }
}
