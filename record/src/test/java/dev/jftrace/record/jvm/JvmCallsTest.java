package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventType;
import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    void shouldLeaveOutCallsOfVirtualThreadsBelowTheDepthLimit() throws IOException {
        buffer.thread(7).mount(99).enter(1, 0).enter(2, 1).leave(2, 1).leave(1, 0);

        assertThat(events(new JvmSettings("function_graph", List.of(), List.of(), 1, 1024)))
                .containsExactly("virtual-99 0 > A.a", "virtual-99 0 < A.a 30");
    }

    /** What a hook recorded was within the limit of its time; that may be another one now. */
    @Test
    void shouldKeepWhatAThreadOfThePlatformRecordedBeforeTheDepthWasLimited() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1).leave(2, 1).leave(1, 0);

        assertThat(events(new JvmSettings("function_graph", List.of(), List.of(), 1, 1024)))
                .containsExactly("main 0 > A.a", "main 1 > A.b", "main 1 < A.b 10", "main 0 < A.a 30");
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

    /** What a JVM tells of itself: two numbers, of which the first names it. Stamps of records are 1000, 1010, ... */
    private static JvmEvent told(long stamp, long javaThread, long number) {
        return JvmEvent.of(JvmEventType.VTHREAD_MOUNT, stamp, javaThread, number, 0);
    }

    private List<String> eventsWith(JvmEvent... told) throws IOException {
        Files.writeString(
                folder.resolve("flight"), "events\tjftrace.VirtualThreadUnmount,jftrace.VirtualThreadMount\n");
        return events(settings, told);
    }

    @Test
    void shouldPutAnEventIntoTheCallThatItInterrupted() throws IOException {
        buffer.thread(7).enter(1, 0).enter(2, 1).leave(2, 1).leave(1, 0);

        assertThat(eventsWith(told(1025, 7, 52), told(1015, 7, 51), told(995, 7, 50), told(1035, 7, 53)))
                .containsExactly(
                        "main * 50 at 995",
                        "main 0 > A.a",
                        "main 1 > A.b",
                        "main * 51 at 1015",
                        "main 1 < A.b 10",
                        "main * 52 at 1025",
                        "main 0 < A.a 30",
                        "main * 53 at 1035");
    }

    @Test
    void shouldPutAnEventBehindTheValuesOfTheCallItInterrupted() throws IOException {
        buffer.thread(7)
                .enter(4, 0)
                .value(1, 'I', 1)
                .value(2, AgentValue.NULL, 0)
                .leave(4, 0);
        Files.writeString(folder.resolve("flight"), "events\tjftrace.VirtualThreadMount\n");

        assertThat(events(VALUES, told(1005, 7, 50)))
                .startsWith("main 0 > A.v (n=1, s=null)", "main * 50 at 1005", "main 0 < A.v 10 ()");
    }

    @Test
    void shouldPutEachEventIntoTheCallOfItsOwnThread() throws IOException {
        buffer.thread(7).enter(1, 0).leave(1, 0);
        buffer.thread(8).enter(2, 0).leave(2, 0);

        assertThat(eventsWith(told(1005, 7, 50), told(1025, 8, 51)))
                .containsExactly(
                        "main 0 > A.a",
                        "main * 50 at 1005",
                        "main 0 < A.a 10",
                        "other 0 > A.b",
                        "other * 51 at 1025",
                        "other 0 < A.b 10");
    }

    @Test
    void shouldGiveALaneOfTheirOwnToEventsOfThreadsThatCallNothing() throws IOException {
        buffer.thread(7).enter(1, 0).leave(1, 0);

        assertThat(eventsWith(told(1007, 99, 51), told(1005, 0, 50)))
                .containsExactly("main 0 > A.a", "jvm * 50 at 1005", "virtual-99 * 51 at 1007", "main 0 < A.a 10");
    }

    @Test
    void shouldTellAVirtualThreadsEventOnTheCarrierThatItWentTo() throws IOException {
        buffer.thread(7).mount(99).enter(1, 0).mount(98);
        buffer.thread(8).mount(99).leave(1, 0);

        assertThat(eventsWith(told(1025, 99, 50)))
                .containsExactly(
                        "virtual-99 * 99 at 1000",
                        "virtual-99 0 > A.a",
                        "virtual-99 unmounted at 1020",
                        "virtual-98 * 98 at 1020",
                        "virtual-99 * 99 at 1025",
                        "virtual-99 * 50 at 1025",
                        "virtual-99 0 < A.a 30");
    }

    @Test
    void shouldPutAMarkerWhereItWasWritten() throws IOException {
        buffer.thread(7).enter(1, 0).leave(1, 0);
        Files.writeString(folder.resolve("markers"), "1005\there we are\n");

        assertThat(events(settings))
                .containsExactly("main 0 > A.a", "jvm tracing_mark_write: here we are", "main 0 < A.a 10");
    }

    @Test
    void shouldPutAnEventThatCameTooLateAtTheEarliestPlaceAndCountIt() throws IOException {
        LivePages pages = new LivePages();
        Lanes lanes = new Lanes(pages, JvmLayout.own(false));
        lanes.others().event(1_000, told(1_000, 0, 1).ofTask(7));
        lanes.others().event(900, told(900, 0, 2).ofTask(7));

        assertThat(lanes.others().lastStamp()).isEqualTo(1_000);
        assertThat(new JvmFlight(folder).problems(1))
                .singleElement()
                .asString()
                .startsWith("events\t1 jvm: event was told too late");
    }

    /** A buffer that overwrites its oldest: between two looks another thread takes what was read in part. */
    @Test
    void shouldLeaveAloneWhatWasWrittenOverWhileItWasRead() throws IOException {
        buffer.thread(7);
        for (int i = 0; i < 4; i++) {
            buffer.enter(1, 0).leave(1, 0);
        }
        buffer.thread(7).enter(2, 0).leave(2, 0);
        LivePages pages = new LivePages();
        JvmSettings settings = new JvmSettings("function_graph", List.of(), List.of(), 0, 1024);
        Path file = buffer.writeTo(folder).resolve("buffer");
        int first = (int) AgentBufferDescriptor.subBufferOffset(0, 1);
        try (JvmSource source = JvmSource.open(folder, 0, settings, new Lanes(pages, JvmLayout.own(false)));
                FileChannel shared = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            source.drain(1_030);
            assertThat(intAt(shared, first + AgentSubBufferDescriptor.STATE_OFFSET))
                    .isEqualTo(AgentSubBufferDescriptor.FULL);

            put(shared, first + AgentSubBufferDescriptor.STATE_OFFSET, Integer.BYTES, AgentSubBufferDescriptor.OWNED);
            put(shared, first + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET, Long.BYTES, 8);
            put(shared, first + AgentSubBufferDescriptor.TID_OFFSET, Integer.BYTES, 8);
            source.finish();

            assertThat(intAt(shared, first + AgentSubBufferDescriptor.STATE_OFFSET))
                    .isEqualTo(AgentSubBufferDescriptor.OWNED);
            assertThat(intAt(shared, first + AgentSubBufferDescriptor.TID_OFFSET))
                    .isEqualTo(8);
            EventStream stream = pages.take(source.catalog());
            List<String> ofMain = new ArrayList<>();
            for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
                if (event.pid() == 7) {
                    ofMain.add((event.missedEvents() == 0 ? "" : "[" + event.missedEvents() + " lost] ")
                            + line(event, source.catalog()));
                }
            }
            assertThat(ofMain).hasSize(6).element(4).asString().startsWith("[4 lost] main 0 > A.b");
        }
    }

    private static int intAt(FileChannel file, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, at);
        return bytes.getInt(0);
    }

    private static void put(FileChannel file, long at, int length, long value) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        file.write(bytes.limit(length), at);
    }

    private List<String> events(JvmSettings settings, JvmEvent... told) throws IOException {
        LivePages pages = new LivePages();
        try (JvmSource source = JvmSource.open(
                buffer.writeTo(folder), 0, settings, new Lanes(pages, JvmLayout.own(settings.recordsValues())))) {
            List.of(told).forEach(source::event);
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
        if (format.system().equals(JvmEventType.SYSTEM)) {
            String what =
                    format.name().endsWith("unmount") ? " unmounted" : " * " + event.number(format.field("thread"));
            return new String(event.comm()) + what + " at " + event.timestamp();
        }
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
