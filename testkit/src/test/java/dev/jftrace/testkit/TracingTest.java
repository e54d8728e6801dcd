package dev.jftrace.testkit;

import static dev.jftrace.tracefs.InstanceRequest.UNSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.Errno;
import dev.jftrace.tracefs.EventRequest;
import dev.jftrace.tracefs.InstanceRequest;
import dev.jftrace.tracefs.TraceRequest;
import dev.jftrace.tracefs.TraceRequestException;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracefsException;
import dev.jftrace.tracefs.Tracing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracingTest {
    private final FakeTracefs fake = new FakeTracefs();
    private final Tracefs tracefs = Tracefs.of(fake);

    private static InstanceRequest instance(
            String name, String tracer, List<EventRequest> events, List<String> filters) {
        return new InstanceRequest(
                name, tracer, events, filters, List.of(), List.of(), List.of(), null, UNSET, UNSET, null, UNSET,
                List.of(), false);
    }

    private static EventRequest event(String pattern) {
        return new EventRequest(pattern, null, List.of(), false);
    }

    private Tracing tracing(InstanceRequest... instances) {
        return new Tracing(
                tracefs, new TraceRequest(List.of(instances), false, false, true, false, false, false, UNSET));
    }

    @Test
    void shouldSetTheFilterBeforeTheTracerAndSwitchOnLast() throws IOException {
        Tracing tracing = tracing(instance("", "function", List.of(event("sched:sched_switch")), List.of("vfs_*")));

        tracing.check();
        tracing.prepare();
        assertThat(fake.text("tracing_on")).isEqualTo("0\n");
        tracing.on();

        assertThat(fake.writes())
                .containsSubsequence(
                        "tracing_on << 0",
                        "set_ftrace_filter < vfs_*",
                        "events/sched/sched_switch/enable << 1",
                        "current_tracer << function",
                        "tracing_on << 1");
        assertThat(fake.text("set_ftrace_filter")).isEqualTo("vfs_open\nvfs_read\nvfs_write\n");
    }

    @Test
    void shouldLeaveTheSwitchAsItWasWhereSettingsAreKept() throws IOException {
        tracefs.top().tracingOn(false);
        InstanceRequest one = instance("", null, List.of(event("sched:sched_switch")), List.of());
        Tracing tracing =
                new Tracing(tracefs, new TraceRequest(List.of(one), true, false, true, false, false, false, UNSET));

        tracing.prepare();
        tracing.onUnlessKept();

        assertThat(fake.text("tracing_on")).isEqualTo("0\n");
        tracing(one).onUnlessKept();
        assertThat(fake.text("tracing_on")).isEqualTo("1\n");
    }

    @Test
    void shouldChangeNothingWhenSomethingIsNotThere() {
        for (InstanceRequest wrong : List.of(
                instance("", "nosuch", List.of(), List.of()),
                instance("", null, List.of(event("nosuch")), List.of()))) {
            assertThatThrownBy(() -> tracing(wrong).check())
                    .isInstanceOf(TraceRequestException.class)
                    .hasMessageContaining("nosuch");
        }
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void shouldUnderstandPatternsOfEventsAsTraceCmdDoes() throws IOException {
        var events = tracefs.top().events();

        assertThat(events.matching("sched")).extracting(Object::toString).containsExactly("sched");
        assertThat(events.matching("sched:")).extracting(Object::toString).containsExactly("sched");
        assertThat(events.matching("sched_*"))
                .extracting(Object::toString)
                .containsExactly("sched:sched_switch", "sched:sched_waking");
        assertThat(events.matching("*:*waking")).extracting(Object::toString).containsExactly("sched:sched_waking");
        assertThat(events.matching("kmalloc")).extracting(Object::toString).containsExactly("kmem:kmalloc");
        assertThat(events.matching("all")).extracting(Object::toString).containsExactly("irq", "kmem", "sched");
        assertThat(events.matching("nosuch")).isEmpty();
    }

    @Test
    void shouldGiveEachInstanceItsOwn() throws IOException {
        Tracing tracing = tracing(
                instance("", null, List.of(event("irq")), List.of()),
                instance("side", "function", List.of(event("sched_waking")), List.of("schedule")));

        tracing.check();
        tracing.prepare();
        tracing.on();

        assertThat(tracing.created()).extracting(Object::toString).containsExactly("side");
        assertThat(fake.text("instances/side/set_event")).isEqualTo("sched:sched_waking\n");
        assertThat(fake.text("instances/side/current_tracer")).isEqualTo("function\n");
        assertThat(fake.text("set_event")).isEqualTo("irq:irq_handler_entry\n");
        assertThat(fake.text("current_tracer")).isEqualTo("nop\n");
    }

    @Test
    void shouldShowThePlaceInAFilterThatTheKernelRefuses() {
        Tracing tracing = tracing(instance(
                "", null, List.of(new EventRequest("sched_switch", "nosuch==1", List.of(), false)), List.of()));

        assertThatThrownBy(tracing::prepare)
                .isInstanceOf(TracefsException.class)
                .hasMessage("/fake/events/sched/sched_switch/filter: writing 'nosuch==1': Invalid argument (EINVAL)\n"
                        + "[ 100.000000] event filter parse error: error: Field not found\n"
                        + "  Command: nosuch==1\n"
                        + "                 ^");
    }

    @Test
    void shouldTellTheNewErrorOnly() throws IOException {
        assertThatThrownBy(
                        () -> tracefs.file("events/sched/sched_switch/filter").write("old==1"))
                .isInstanceOf(TracefsException.class);

        assertThatThrownBy(
                        () -> tracefs.file("events/sched/sched_switch/filter").write("new==1"))
                .hasMessageContaining("Command: new==1")
                .hasMessageNotContaining("Command: old==1");
    }

    @Test
    void shouldSayThatTheTracerIsNopNow() throws IOException {
        tracefs.top().tracer("function");
        fake.withBrokenTracer("function_graph");

        assertThatThrownBy(() -> tracefs.top().tracer("function_graph"))
                .hasMessage("/fake/current_tracer: writing 'function_graph': Cannot allocate memory (ENOMEM);"
                        + " the tracer is nop now");
    }

    @Test
    void shouldSayWhoKeepsTheTracerFromBeingChanged() {
        fake.readBySomebody("");

        assertThatThrownBy(() -> tracefs.top().tracer("function"))
                .hasMessageContaining("EBUSY")
                .hasMessageContaining("trace_pipe");
    }

    @Test
    void shouldSayThatALockdownForbidsIt() {
        fake.lockedDown();

        assertThatThrownBy(() -> tracefs.top().tracer())
                .isInstanceOfSatisfying(
                        TracefsException.class, e -> assertThat(e.errno()).contains(Errno.EPERM))
                .hasMessageContaining("lockdown");
    }

    @Test
    void shouldNotTakeAShortWriteForAWholeOne() {
        fake.takingOnly("events/sched/sched_switch/trigger", 3);

        assertThatThrownBy(
                        () -> tracefs.file("events/sched/sched_switch/trigger").write("traceoff"))
                .hasMessageContaining("took 3 bytes only");
    }

    @Test
    void shouldFindOutWhenAnInstanceIsGone() throws IOException {
        tracefs.instance("side").create();
        fake.vanish("side");

        assertThatThrownBy(() -> tracefs.instance("side").tracingOn(true)).hasMessageContaining("no such file");
        assertThatThrownBy(() -> tracefs.instance("side").delete()).hasMessageContaining("ENODEV");
    }
}
