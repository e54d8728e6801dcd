package dev.jftrace.event.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No filter, however bad, ends in anything but a {@link FilterException}. */
class HostileFilterTest {
    private static final int MUTATIONS = 5000;
    private static final EventCatalog CATALOG = FilteredEvents.catalog();
    private static final List<String> FILTERS = List.of(
            "sched_switch: next_pid == 0x9 || !(prev_comm =~ \"^ba[s]\\(h\\|x\\)*$\") && CPU >= 1",
            "sched/.*, irq: (common_pid==7)||(pid==7)||(next_pid==7)",
            ".*: COMM !~ 'id.*e' && state & 2 + 3 * -1 << 2 || function == \"vfs_read\"");

    /** @return whether the filter was understood */
    static boolean use(String filter) throws IOException {
        try {
            EventFilter compiled = EventFilter.compile(filter, CATALOG);
            compiled.description();
            FilteredEvents.passing(compiled, CATALOG);
            return true;
        } catch (FilterException e) {
            assertThat(e.column()).isBetween(0, filter.length());
            return false;
        }
    }

    @Test
    void shouldSurviveMutations() throws IOException {
        Random random = new Random(20260102);
        int understood = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder filter = new StringBuilder(FILTERS.get(i % FILTERS.size()));
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(filter.length());
                switch (random.nextInt(3)) {
                    case 0 -> filter.setCharAt(at, (char) (32 + random.nextInt(95)));
                    case 1 -> filter.deleteCharAt(at);
                    default -> filter.insert(at, (char) (32 + random.nextInt(95)));
                }
            }
            understood += use(filter.toString()) ? 1 : 0;
        }
        assertThat(understood).isBetween(MUTATIONS / 50, MUTATIONS - MUTATIONS / 50);
    }

    @Test
    void shouldRefuseWhatIsTooDeepOrTooLong() throws IOException {
        assertThat(use("sched: " + "(".repeat(100_000) + "pid == 1" + ")".repeat(100_000)))
                .isFalse();
        assertThat(use("sched: " + "!".repeat(100_000) + "pid")).isFalse();
        assertThat(use("sched: 1" + "-".repeat(100_000) + "1")).isFalse();
        assertThat(use("sched: pid" + " || pid".repeat(100_000))).isFalse();
        assertThat(use("sched: pid" + " || pid".repeat(4000))).isTrue();
        assertThat(use("sched: pid" + " || pid && pid".repeat(1000))).isFalse();
        assertThat(use("sched: pid" + " + pid".repeat(4000))).isFalse();
        assertThat(use("sched: pid" + " + pid".repeat(400))).isTrue();
        assertThat(use("sched: COMM =~ \"" + "\\(".repeat(100_000) + '"')).isFalse();
        assertThat(use("sched: COMM =~ \"" + "[a]".repeat(300) + '"')).isTrue();
        assertThat(use("sched: COMM =~ \"\\(\\(a*\\)*b\\)*c\"")).isFalse();
        assertThat(use("sched: COMM =~ \"\\(a*b\\)*c\"")).isTrue();
    }
}
