package dev.jftrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.EventRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedProfileTest {
    private final RecordedProfile profile = new RecordedProfile("record");
    private final KernelOptions kernel = new KernelOptions("record");

    private List<EventRequest> events(String... words) throws UsageException {
        OptionTable table = new OptionTable("record").operandsLast();
        profile.addTo(table);
        table.take(List.of(words));
        profile.want();
        profile.addTo(kernel);
        return kernel.request(false).instances().getFirst().events();
    }

    @Test
    void shouldTraceBothEventsOfAHookWithTheirStacksWhereItSaysSo() throws UsageException {
        assertThat(events("-S", "-H", "sched:sched_waking,pid/sched_switch,next_pid,s", "-H", "a:b,c/d,e"))
                .containsExactly(
                        new EventRequest("sched:sched_waking", null, List.of("stacktrace"), false),
                        new EventRequest("sched_switch", null, List.of("stacktrace"), false),
                        new EventRequest("a:b", null, List.of(), false),
                        new EventRequest("d", null, List.of(), false));
        assertThat(profile.hooks()).containsExactly("sched:sched_waking,pid/sched_switch,next_pid,s", "a:b,c/d,e");
    }

    @Test
    void shouldTraceAProfilesEventsBesideThoseOfAHook() throws UsageException {
        assertThat(events("-H", "a:b,c/d,e"))
                .extracting(EventRequest::pattern)
                .contains("sched:sched_switch", "irq:softirq_exit", "a:b", "d");
    }

    @ParameterizedTest
    @CsvSource({"-S, -S is about a profile", "--by-comm, --by-comm is about a profile"})
    void shouldNotTakeItsOptionsWithoutAProfile(String option, String why) throws UsageException {
        OptionTable table = new OptionTable("record").operandsLast();
        profile.addTo(table);
        table.take(List.of(option));

        assertThatThrownBy(profile::check).isInstanceOf(UsageException.class).hasMessageContaining(why);
    }

    @Test
    void shouldSayWhatIsNoHook() {
        assertThatThrownBy(() -> events("-H", "sched_switch"))
                .isInstanceOf(UsageException.class)
                .hasMessage("record: -H sched_switch: expected START/END");
    }
}
