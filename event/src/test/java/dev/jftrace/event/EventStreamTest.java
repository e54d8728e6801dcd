package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final EventCatalog CATALOG = EventCatalog.builder()
            .ftraceFormat(Formats.of("function", 1, "\"\""))
            .build();

    private static byte[] record(int pid) {
        return Formats.record(1, pid, 8).array();
    }

    private static List<Integer> pids(EventStream stream) throws IOException {
        List<Integer> pids = new ArrayList<>();
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            pids.add(event.pid());
        }
        return pids;
    }

    @Test
    void shouldMergeByTimeAndTakeTheLowerCpuFirst() throws IOException {
        FakeCpu zero = new FakeCpu(0).add(10, record(1)).add(30, record(4));
        FakeCpu one = new FakeCpu(1).add(10, record(2)).add(20, record(3));
        FakeCpu none = new FakeCpu(2);

        assertThat(pids(EventStream.of(CATALOG, List.of(zero, none, one)))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldCompareTimesWithoutSign() throws IOException {
        FakeCpu late = new FakeCpu(0).add(-1, record(2));
        FakeCpu early = new FakeCpu(1).add(5, record(1));

        assertThat(pids(EventStream.of(CATALOG, List.of(late, early)))).containsExactly(1, 2);
    }

    @Test
    void shouldMergeManyCpus() throws IOException {
        List<FakeCpu> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < 100; cpu++) {
            FakeCpu fake = new FakeCpu(cpu);
            for (int i = 0; i < 20; i++) {
                fake.add(i * 100 + (cpu * 37 % 100), record(i * 100 + (cpu * 37 % 100)));
            }
            cpus.add(fake);
        }

        assertThat(pids(EventStream.of(CATALOG, cpus))).hasSize(2000).isSorted();
    }

    @Test
    void shouldKeepCurrentEventReadableWhilePeeking() throws IOException {
        FakeCpu cpu = new FakeCpu(0).add(1, record(1)).add(2, record(2)).add(3, record(3));
        EventStream stream = EventStream.of(CATALOG, List.of(cpu));

        TraceEvent current = stream.next();
        TraceEvent ahead = stream.peek();

        assertThat(current.pid()).isEqualTo(1);
        assertThat(ahead.pid()).isEqualTo(2);
        assertThat(stream.peek().pid()).isEqualTo(2);
        assertThat(stream.next().pid()).isEqualTo(2);
    }

    @Test
    void shouldPassOverWhatWasSkipped() throws IOException {
        FakeCpu cpu = new FakeCpu(0).add(1, record(1)).add(2, record(2)).add(3, record(3));
        EventStream stream = EventStream.of(CATALOG, List.of(cpu));

        TraceEvent current = stream.next();
        stream.peek();
        stream.skipPeeked();

        assertThat(current.pid()).isEqualTo(1);
        assertThat(pids(stream)).containsExactly(3);
    }

    @Test
    void shouldPassOverUnwantedTypesButSeeThemAhead() throws IOException {
        byte[] unwanted = Formats.record(2, 9, 8).array();
        FakeCpu zero = new FakeCpu(0).add(1, unwanted).add(2, record(1)).add(5, record(4));
        FakeCpu one = new FakeCpu(1).add(3, unwanted).add(4, record(3)).add(6, unwanted);
        EventStream stream =
                EventStream.of(CATALOG, List.of(zero, one)).passingOver((buffer, cpu, typeId) -> typeId == 2);

        assertThat(stream.next().pid()).isEqualTo(1);
        assertThat(stream.peek().typeId()).isEqualTo(2);
        assertThat(pids(stream)).containsExactly(3, 4);
    }

    @Test
    void shouldAskForEachEventWhetherItIsWantedWithItsCpu() throws IOException {
        FakeCpu zero = new FakeCpu(0).add(1, record(1)).add(3, record(3));
        FakeCpu one = new FakeCpu(1).add(2, record(2));
        List<Integer> asked = new ArrayList<>();

        assertThat(pids(EventStream.of(CATALOG, List.of(zero, one)).passingOver((buffer, cpu, typeId) -> {
                    asked.add(cpu);
                    return cpu == 0;
                })))
                .containsExactly(2);
        assertThat(asked).containsExactly(0, 1, 0);
    }

    @Test
    void shouldPeekOnlyInTheBufferOfTheCurrentEvent() throws IOException {
        EventStream stream = EventStream.of(List.of(
                new EventStream.Source(
                        CATALOG,
                        "",
                        TraceClock.LOCAL,
                        List.of(new FakeCpu(0).add(1, record(1)).add(3, record(3)))),
                new EventStream.Source(CATALOG, "net", TraceClock.LOCAL, List.of(new FakeCpu(0).add(2, record(2))))));

        stream.next();

        assertThat(stream.peek().pid()).isEqualTo(3);
        TraceEvent second = stream.next();
        assertThat(second.pid()).isEqualTo(2);
        assertThat(second.buffer()).isEqualTo("net");
        assertThat(stream.peek()).isNull();
        assertThat(pids(stream)).containsExactly(3);
    }

    @Test
    void shouldReadNumbersInTheByteOrderOfTheTrace() throws IOException {
        EventCatalog big = EventCatalog.builder()
                .byteOrder(ByteOrder.BIG_ENDIAN)
                .longSize(4)
                .ftraceFormat(Formats.of("function", 1, "\"\"", "int v@8:4s"))
                .build();
        byte[] record = {0, 1, 0, 0, 0, 0, 1, 2, -1, -1, -1, -2};

        TraceEvent event =
                EventStream.of(big, List.of(new FakeCpu(0).add(1, record))).next();

        assertThat(event.pid()).isEqualTo(0x102);
        assertThat(event.number(event.format().field("v"))).isEqualTo(0xffff_fffeL);
        assertThat(event.signed(event.format().field("v"))).isEqualTo(-2);
    }

    @Test
    void shouldReadNothingFromBeyondTheRecord() throws IOException {
        EventStream stream = EventStream.of(CATALOG, List.of(new FakeCpu(0).add(1, new byte[] {1, 0, 0})));

        TraceEvent event = stream.next();

        assertThat(event.typeId()).isEqualTo(1);
        assertThat(event.pid()).isZero();
        assertThat(event.numberAt(Integer.MAX_VALUE, 8)).isZero();
    }
}
