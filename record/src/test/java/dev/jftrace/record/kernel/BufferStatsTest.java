package dev.jftrace.record.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferStatsTest {
    private static final String STATS = """
            entries: 5
            overrun: 19
            commit overrun: 3
            bytes: 1092
            oldest event ts:    65.544277
            now ts:    65.660333
            dropped events: 7
            read events: 12441
            """;

    @Test
    void shouldCountWhatTheTraceLacks() {
        BufferStats stats = BufferStats.of(1, STATS);

        assertThat(stats.overrun()).isEqualTo(19);
        assertThat(stats.lost()).isEqualTo(26);
        assertThat(stats.read()).isEqualTo(12441);
        assertThat(stats.entries()).isEqualTo(5);
    }

    @Test
    void shouldNameTheCpuAsTraceCmdDoes() {
        assertThat(BufferStats.of(1, STATS).text()).isEqualTo("CPU: 1\n" + STATS);
    }

    @Test
    void shouldTakeNoNumberFromWhatIsNone() {
        assertThat(BufferStats.of(0, "overrun: many\n").lost()).isZero();
    }
}
