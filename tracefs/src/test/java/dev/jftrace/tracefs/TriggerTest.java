package dev.jftrace.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "traceoff:count=1 if prev_pid==9 | !traceoff:0 | traceoff:1 if prev_pid==9",
                "traceoff:unlimited | !traceoff | traceoff",
                "stacktrace:unlimited if prio<100 | !stacktrace | stacktrace if prio<100",
                "enable_event:sched:sched_switch:count=3 | !enable_event:sched:sched_switch:0 |"
                        + " enable_event:sched:sched_switch:3",
                "hist:keys=pid:vals=hitcount:sort=hitcount:size=2048 [active]"
                        + " | !hist:keys=pid:vals=hitcount:sort=hitcount:size=2048"
                        + " | hist:keys=pid:vals=hitcount:sort=hitcount:size=2048",
            })
    void shouldBeTakenAwayAndSetAgainAsItIsShown(String shown, String removal, String setting) {
        assertThat(new Trigger(shown).removal()).isEqualTo(removal);
        assertThat(new Trigger(shown).setting()).isEqualTo(setting);
    }
}
