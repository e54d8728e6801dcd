package dev.jftrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.DynamicEvent;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Reset;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.Trigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree that stands in for a kernel has the kernel's habits. */
class FakeTracefsTest {
    private final FakeTracefs fake = new FakeTracefs();
    private final Tracefs tracefs = Tracefs.of(fake);

    private void write(String file, String text, boolean truncate) throws IOException {
        fake.write(file, text.getBytes(StandardCharsets.UTF_8), truncate);
    }

    @Test
    void shouldTakeOneTokenAWrite() {
        assertThatThrownBy(() -> write("set_ftrace_filter", "vfs_open vfs_read\n", true))
                .hasMessage("the kernel took 9 of 18 bytes");
    }

    @Test
    void shouldLoseATokenThatIsNotEnded() throws IOException {
        write("set_ftrace_filter", "nosuch", true);

        assertThat(fake.text("set_ftrace_filter")).isEqualTo("#### all functions enabled ####\n");
    }

    @Test
    void shouldTakeNumbersAsTheKernelDoes() {
        for (String wrong : List.of("0x1\n", "-1\n", "on\n", " 1\n", "1 \n")) {
            assertThatThrownBy(() -> write("tracing_on", wrong, false)).hasMessage("Invalid argument");
        }
    }

    @Test
    void shouldRefuseAWrongListOfPidsAsAWhole() throws IOException {
        write("set_event_pid", "7\n", true);

        assertThatThrownBy(() -> write("set_event_pid", "1 x\n", false)).hasMessage("Invalid argument");
        assertThat(fake.text("set_event_pid")).isEqualTo("7\n");
    }

    @Test
    void shouldDisableEveryEventWhenSetEventIsTruncated() throws IOException {
        tracefs.top().events().enable(List.of(new EventName("sched", null)));

        tracefs.file("set_event").clear();

        assertThat(fake.text("set_event")).isEmpty();
    }

    @Test
    void shouldBeAsNewAfterAReset() throws IOException {
        Tracefs fresh = Tracefs.of(new FakeTracefs());
        EventName event = new EventName("sched", "sched_switch");
        tracefs.top().tracer("function");
        tracefs.top().filter().replace(List.of("vfs_*", "schedule:traceoff"));
        tracefs.top().events().enable(List.of(event, new EventName("irq", null)));
        tracefs.top().events().filter(event, "prev_pid==1");
        tracefs.top().events().triggers(event).add(new Trigger("traceoff:5 if prev_pid==1"));
        tracefs.top().events().triggers(event).add(new Trigger("hist:keys=next_pid"));
        tracefs.top().file("set_event_pid").replace("1 2");
        tracefs.top().clock().set("mono");
        tracefs.top().file("tracing_cpumask").write("1");
        tracefs.dynamicEvents().add("p:kprobes/mine vfs_read");
        tracefs.dynamicEvents().add("s:pair int a");
        tracefs.top().events().enable(List.of(new EventName("kprobes", "mine")));

        Reset reset = new Reset(tracefs.top());
        reset.disable(true);
        reset.clearTriggers();
        tracefs.dynamicEvents().clear(EnumSet.of(DynamicEvent.Kind.SYNTHETIC));
        reset.clearRest();
        reset.clearFunctions();
        tracefs.top().tracingOn(true);

        for (String file : List.of(
                "current_tracer",
                "set_event",
                "set_ftrace_filter",
                "set_event_pid",
                "trace_clock",
                "tracing_cpumask",
                "tracing_on",
                "trace_options",
                "events/sched/sched_switch/filter",
                "events/sched/sched_switch/trigger")) {
            assertThat(tracefs.file(file).read())
                    .as(file)
                    .isEqualTo(fresh.file(file).read());
        }
        assertThat(tracefs.dynamicEvents().list())
                .extracting(DynamicEvent::kind)
                .containsExactly(DynamicEvent.Kind.SYNTHETIC);
    }
}
