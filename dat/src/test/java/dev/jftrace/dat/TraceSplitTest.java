package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.CpuCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceSplitTest {
    private static final long ALL = -1;

    @TempDir
    private Path folder;

    static Stream<SplitPlan> plans() {
        return Stream.of(
                SplitPlan.WHOLE,
                plan(SplitPlan.Unit.EVENTS, 100, false),
                plan(SplitPlan.Unit.EVENTS, 100, true),
                plan(SplitPlan.Unit.PAGES, 2, true),
                plan(SplitPlan.Unit.TIME, 20_000_000, false),
                plan(SplitPlan.Unit.TIME, 20_000_000, true));
    }

    private static SplitPlan plan(SplitPlan.Unit unit, long count, boolean perCpu) {
        return new SplitPlan(0, ALL, unit, count, perCpu, -1, List.of());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldHaveEveryEventInOnePart(SplitPlan plan) throws IOException {
        for (String name : List.of("v6.dat", "v7-none.dat", "v7-instances.dat")) {
            Path sub = java.nio.file.Files.createTempDirectory(folder, "split");
            Path file = Corpus.unpack(name, sub);
            Map<String, List<String>> joined = new LinkedHashMap<>();
            List<Path> parts = split(file, plan, sub);
            for (Path part : parts) {
                events(part)
                        .forEach((cpu, events) -> joined.computeIfAbsent(cpu, key -> new ArrayList<>())
                                .addAll(events));
            }
            Map<String, List<String>> expected = events(file);
            assertThat(joined).as(name + " by " + plan).isEqualTo(expected);
            assertThat(parts.size()).isGreaterThan(plan.equals(SplitPlan.WHOLE) ? 0 : 1);
        }
    }

    @Test
    void shouldKeepOptionsAndMetadataInEveryPart() throws IOException {
        Path file = Corpus.unpack("v7-instances.dat", folder);
        for (Path part : split(file, plan(SplitPlan.Unit.EVENTS, 1000, false), folder)) {
            try (TraceFile whole = TraceFile.open(file);
                    TraceFile trace = TraceFile.open(part)) {
                assertThat(told(trace)).isEqualTo(told(whole));
                assertThat(TraceCopy.texts(trace, true)).isEqualTo(TraceCopy.texts(whole, true));
                assertThat(trace.buffers()).extracting(TraceBuffer::name).isEqualTo(names(whole));
                assertThat(trace.buffers().get(0).clock())
                        .isEqualTo(whole.buffers().get(0).clock());
            }
        }
    }

    @Test
    void shouldCountEventsOverTheCpusOfABuffer() throws IOException {
        Path file = Corpus.unpack("v7-none.dat", folder);
        List<Path> parts = split(file, plan(SplitPlan.Unit.EVENTS, 100, false), folder);
        for (Path part : parts.subList(0, parts.size() - 1)) {
            assertThat(events(part).values().stream().mapToInt(List::size).sum())
                    .isEqualTo(100);
        }
    }

    @Test
    void shouldCutToTheNanosecond() throws IOException {
        Path file = Corpus.unpack("v7-none.dat", folder);
        List<Long> times = times(file);
        long start = times.get(10);
        long end = times.get(20);
        SplitPlan plan = new SplitPlan(start, end, SplitPlan.Unit.ALL, 0, false, -1, List.of());

        List<Long> cut = times(split(file, plan, folder).get(0));

        assertThat(cut)
                .isEqualTo(times.stream().filter(t -> t >= start && t <= end).toList());
        SplitPlan after = new SplitPlan(start + 1, end - 1, SplitPlan.Unit.ALL, 0, false, -1, List.of());
        assertThat(times(split(file, after, folder).get(0)))
                .isEqualTo(times.stream().filter(t -> t > start && t < end).toList());
    }

    @Test
    void shouldKeepOneCpuAndRenameBuffers() throws IOException {
        Path file = Corpus.unpack("v7-instances.dat", folder);
        String instance;
        try (TraceFile whole = TraceFile.open(file)) {
            instance = whole.buffers().get(1).name();
        }
        SplitPlan plan = new SplitPlan(
                0,
                ALL,
                SplitPlan.Unit.ALL,
                0,
                false,
                1,
                List.of(new SplitPlan.BufferName("", "was top"), new SplitPlan.BufferName(instance, "")));

        try (TraceFile trace = TraceFile.open(split(file, plan, folder).get(0))) {
            assertThat(trace.buffers()).extracting(TraceBuffer::name).containsExactly("", "was top");
            for (TraceBuffer buffer : trace.buffers()) {
                assertThat(buffer.cursors()).extracting(CpuCursor::cpu).containsExactly(1);
            }
        }
        SplitPlan unknown =
                new SplitPlan(0, ALL, SplitPlan.Unit.ALL, 0, false, -1, List.of(new SplitPlan.BufferName("no", "no")));
        assertThatThrownBy(() -> split(file, unknown, folder)).hasMessageContaining("no buffer 'no'");
    }

    private static List<TraceOption> told(TraceFile trace) {
        return trace.options().stream()
                .filter(option -> !(option instanceof TraceOption.Placed))
                .toList();
    }

    private static List<String> names(TraceFile trace) {
        return trace.buffers().stream().map(TraceBuffer::name).toList();
    }

    private List<Path> split(Path file, SplitPlan plan, Path to) throws IOException {
        List<Path> parts = new ArrayList<>();
        try (TraceFile trace = TraceFile.open(file)) {
            TraceSplit split = TraceSplit.of(trace, plan);
            do {
                Path part = to.resolve("part" + parts.size());
                try (TraceFileWriter writer = trace.version() == 6
                        ? TraceFileWriter.createV6(part, trace.layout())
                        : TraceFileWriter.create(part, trace.layout(), Compression.ZSTD)) {
                    split.writeNext(writer);
                    writer.commit();
                }
                parts.add(part);
            } while (plan.end() == ALL && plan.cpu() < 0 && split.hasNext());
            assertThat(split.faults()).isEmpty();
        }
        return parts;
    }

    /** All that a cursor tells of each event, by buffer and CPU. */
    private static Map<String, List<String>> events(Path file) throws IOException {
        Map<String, List<String>> events = new LinkedHashMap<>();
        try (TraceFile trace = TraceFile.open(file)) {
            for (TraceBuffer buffer : trace.buffers()) {
                for (CpuCursor cursor : buffer.cursors()) {
                    List<String> list =
                            events.computeIfAbsent(buffer.name() + '/' + cursor.cpu(), key -> new ArrayList<>());
                    while (cursor.advance()) {
                        byte[] payload =
                                Arrays.copyOfRange(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.length());
                        list.add(cursor.timestamp() + " " + cursor.missedEvents() + " " + Arrays.hashCode(payload));
                    }
                }
            }
        }
        return events;
    }

    private static List<Long> times(Path file) throws IOException {
        List<Long> times = new ArrayList<>();
        try (TraceFile trace = TraceFile.open(file)) {
            for (CpuCursor cursor : trace.buffers().get(0).cursors()) {
                while (cursor.advance()) {
                    times.add(cursor.timestamp());
                }
            }
        }
        return times.stream().sorted().toList();
    }
}
