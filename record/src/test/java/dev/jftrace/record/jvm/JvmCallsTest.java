package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
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

    private List<String> events(JvmSettings settings) throws IOException {
        LivePages pages = new LivePages();
        try (JvmSource source =
                JvmSource.open(buffer.writeTo(folder), 0, settings, new Lanes(pages, JvmLayout.own()))) {
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
        String function = catalog.functions().name(catalog.functions().find(event.number(format.field("func"))));
        String task = new String(catalog.tasks().comm(event.pid())) + " " + event.number(format.field("depth"));
        if (format.name().equals("funcgraph_entry")) {
            return task + " > " + function;
        }
        long duration = event.number(format.field("rettime")) - event.number(format.field("calltime"));
        String kind = List.of("", " throw", " unseen").get((int) event.number(format.field("kind")));
        return task + " < " + function + " " + duration + kind;
    }
}
