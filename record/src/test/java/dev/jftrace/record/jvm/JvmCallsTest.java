package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.ring.AgentValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an agent's records: a line per event, {@code comm depth event function}, with the duration of an exit in ns. */
class JvmCallsTest {
    @TempDir
    Path folder;

    private final AgentBufferFile buffer = new AgentBufferFile();
    private final JvmSettings settings = new JvmSettings("function_graph", List.of(), List.of(), 0, 1024);

    @Test
    void shouldGiveAnExitTheDepthAndTimeOfItsEntry() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1).leave(2, 1).leaveThrowing(1, 0);

        assertThat(events(settings))
                .containsExactly("main 0 > A.a", "main 1 > A.b", "main 1 < A.b 10", "main 0 < A.a 30 throw");
    }

    @Test
    void shouldCloseACallWhoseExitWasNotSeenWhenItsCallerExits() throws IOException {
        buffer.thread(7)
                .enter(1, 0)
                .enter(2, 1)
                .enter(3, 2)
                .leave(1, 2)
                .enter(2, 1)
                .leave(2, 1);

        assertThat(events(settings))
                .containsExactly(
                        "main 0 > A.a",
                        "main 1 > A.b",
                        "main 2 > A.c",
                        "main 2 < A.c 10 unseen",
                        "main 1 < A.b 20 unseen",
                        "main 0 < A.a 30",
                        "main 0 > A.b",
                        "main 0 < A.b 10");
    }

    @Test
    void shouldKeepOpenThroughALossWhatCannotHaveEnded() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1).enter(3, 2);
        buffer.thread(7, 1000, 2).leave(2, 1).leave(1, 0);

        assertThat(events(settings))
                .containsExactly(
                        "main 0 > A.a",
                        "main 1 > A.b",
                        "main 2 > A.c",
                        "[1000 lost]",
                        "main 2 < A.c 10 unseen",
                        "main 1 < A.b 20",
                        "main 0 < A.a 40");
    }

    @Test
    void shouldNotMatchAnExitByGuessAfterALoss() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1);
        buffer.thread(7, 2, 1).leave(2, 1).enter(3, 1).leave(3, 1).leave(1, 0);

        assertThat(events(settings))
                .containsExactly(
                        "main 0 > A.a",
                        "main 1 > A.b",
                        "[2 lost]",
                        "main 1 < A.b 10 unseen",
                        "[1 lost]",
                        "main 1 > A.c",
                        "main 1 < A.c 10",
                        "main 0 < A.a 50");
    }

    @Test
    void shouldTellHowManyWereWrittenOver() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1).leave(2, 1).enter(2, 1).overwritten();
        buffer.thread(7).leave(2, 1).enter(3, 1).leave(3, 1).leave(1, 0).enter(1, 0);

        assertThat(events(settings)).containsExactly("[4 lost]", "main 1 > A.c", "main 1 < A.c 10", "main 0 > A.a");
    }

    @Test
    void shouldMissNoCallThatBeganOrEndedWhileTracingWasOff() throws IOException {
        buffer.thread(7)
                .enter(1, 0)
                .enter(2, 1)
                .pause(1)
                .leave(3, 1)
                .enter(3, 1)
                .leave(3, 1)
                .leave(1, 0);

        assertThat(events(settings))
                .containsExactly(
                        "main 0 > A.a",
                        "main 1 > A.b",
                        "main 1 < A.b 20 unseen",
                        "main 1 > A.c",
                        "main 1 < A.c 10",
                        "main 0 < A.a 60");
    }

    @Test
    void shouldShowOnlyTheEndOfALongCall() throws IOException {
        buffer.thread(7).took(2, 1, 5).took(1, 0, 19);

        assertThat(events(settings)).containsExactly("main 1 < A.b 5", "main 0 < A.a 19");
    }

    @Test
    void shouldNameTheCallerOfAFunction() throws IOException {
        buffer.thread(7).function(1, 0).function(2, 1);

        assertThat(events(settings)).containsExactly("main A.a <- ?", "main A.b <- A.a");
    }

    @Test
    void shouldMoveTheOpenCallsOfAVirtualThreadToAnotherCarrier() throws IOException {
        buffer.thread(7).mount(99).enter(1, 0);
        buffer.thread(8).mount(99).enter(2, 0).leave(2, 0).leave(1, 0);

        assertThat(events(settings))
                .containsExactly(
                        "virtual-99 0 > A.a", "virtual-99 1 > A.b", "virtual-99 1 < A.b 10", "virtual-99 0 < A.a 40");
    }

    @Test
    void shouldLeaveOutCallsBelowTheDepthLimit() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1).leave(2, 1).leave(1, 0);

        assertThat(events(new JvmSettings("function_graph", List.of(), List.of(), 1, 1024)))
                .containsExactly("main 0 > A.a", "main 0 < A.a 30");
    }

    @Test
    void shouldLetALaneServeThreadAfterThread() throws IOException {
        buffer.thread(7).enter(1, 0).leave(1, 0);
        buffer.thread(8).enter(2, 0).leave(2, 0);

        assertThat(events(settings))
                .containsExactly("main 0 > A.a", "main 0 < A.a 10", "other 0 > A.b", "other 0 < A.b 10");
    }

    private static final JvmSettings VALUES =
            new JvmSettings("function_graph", List.of(), List.of(), 0, 1024, List.of("arguments=*", "retval=*"));

    @Test
    void shouldGiveACallTheValuesThatFollowIt() throws IOException {
        buffer.thread(7)
                .enter(4, 0)
                .value(1, 'I', -5)
                .text(2, AgentValue.STRING, "say \"h\u00e9\"\n")
                .enter(1, 1)
                .leave(1, 1)
                .leave(4, 0)
                .value(AgentValue.RESULT, 'J', Long.MIN_VALUE);

        assertThat(events(VALUES))
                .containsExactly(
                        "main 0 > A.v (n=-5, s=\"say \\\"h\u00e9\\\"\\n\")",
                        "main 1 > A.a ()",
                        "main 1 < A.a 10 ()",
                        "main 0 < A.v 30 (-9223372036854775808)");
    }

    @Test
    void shouldShowWhatThereIsOfValuesThatALossCutShort() throws IOException {
        buffer.thread(7).value(1, 'I', 9).enter(4, 0).value(1, 'Z', 1);
        buffer.thread(7, 3, 0).text(2, AgentValue.NAME, "RED").leaveThrowing(4, 0);

        assertThat(events(VALUES)).startsWith("main 0 > A.v (n=true)");
    }

    @Test
    void shouldPutAVirtualThreadsValuesTogetherAcrossSubBuffers() throws IOException {
        buffer.thread(7).mount(99).enter(4, 0).value(1, 'D', Double.doubleToRawLongBits(0.5));
        buffer.thread(7).mount(99).value(2, AgentValue.NULL, 0).leave(4, 0).value(AgentValue.RESULT, 'C', 'x');

        assertThat(events(VALUES)).containsExactly("virtual-99 0 > A.v (n=0.5, s=null)", "virtual-99 0 < A.v 20 ('x')");
    }

    @Test
    void shouldSayWhereTheGovernorDroppedAFunction() throws IOException {
        buffer.thread(7).dropped(2, 43).enter(1, 0).leave(1, 0);

        assertThat(events(settings))
                .containsExactly(
                        "main A.b: dropped from tracing, which took 43 % of this thread's time",
                        "main 0 > A.a", "main 0 < A.a 10");
    }

    private List<String> events(JvmSettings settings) throws IOException {
        LivePages pages = new LivePages();
        try (JvmSource source = JvmSource.open(
                buffer.writeTo(folder), 0, settings, new Lanes(pages, JvmLayout.own(settings.recordsValues())))) {
            source.finish();
            EventStream stream = pages.take(source.catalog());
            List<String> lines = new ArrayList<>();
            for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
                if (event.missedEvents() != 0) {
                    lines.add("[" + event.missedEvents() + " lost]");
                }
                lines.add(line(event, source.catalog()));
            }
            return lines;
        }
    }

    private static String line(TraceEvent event, EventCatalog catalog) {
        EventFormat format = event.format();
        if (format.name().equals("function")) {
            String caller = event.number(format.field("parent_ip")) == 0 ? "?" : name(event, "parent_ip", catalog);
            return new String(catalog.tasks().comm(event.pid())) + " " + name(event, "ip", catalog) + " <- " + caller;
        }
        if (format.name().equals("print")) {
            return new String(event.comm()) + " " + name(event, "ip", catalog) + ": "
                    + event.string(format.field("buf")).strip();
        }
        String function = name(event, "func", catalog);
        String task = new String(catalog.tasks().comm(event.pid())) + " " + event.number(format.field("depth"));
        if (format.name().equals("funcgraph_entry")) {
            return task + " > " + function + text(event, format.field("arguments"));
        }
        long duration = event.number(format.field("rettime")) - event.number(format.field("calltime"));
        String kind = List.of("", " throw", " unseen").get((int) event.number(format.field("kind")));
        return task + " < " + function + " " + duration + kind + text(event, format.field("result"));
    }

    private static String text(TraceEvent event, EventField field) {
        return field == null
                ? ""
                : " (" + new String(event.string(field).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        + ")";
    }

    private static String name(TraceEvent event, String field, EventCatalog catalog) {
        return catalog.functions()
                .name(catalog.functions().find(event.number(event.format().field(field))));
    }
}
