package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.CpuCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's trace and a guest's of one session: the guest's events are told in the host's time. */
class HostAndGuestTest {
    private static final long HOST = 0x1111;
    private static final long GUEST = 0x8000_0000_0000_2222L;
    private static final long AHEAD = 5_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void shouldKnowTheGuestByItsTraceIdAndTellItsEventsInTheHostsTime() throws IOException {
        Path recorded = Corpus.unpack("v7-none.dat", folder);
        Path host = write(
                recorded,
                "host.dat",
                List.of(
                        new TraceOption.TraceId(HOST),
                        new TraceOption.Guest("vm", GUEST, List.of(new TraceOption.GuestCpu(0, 4711)))));
        // Fractions are the bits by which a scaled time is shifted back.
        TraceOption.ClockSamples samples = new TraceOption.ClockSamples(
                List.of(0L, Long.MAX_VALUE), List.of(-AHEAD, -AHEAD), List.of(4L, 4L), List.of(2L, 2L));
        Path guest = write(
                recorded,
                "guest.dat",
                List.of(new TraceOption.TraceId(GUEST), new TraceOption.TimeShift(HOST, 0, List.of(samples, samples))));

        try (TraceFile onHost = TraceFile.open(host);
                TraceFile inGuest = TraceFile.open(guest)) {
            assertThat(onHost.guest(inGuest).orElseThrow().name()).isEqualTo("vm");
            assertThat(inGuest.guest(onHost)).isEmpty();
            List<Long> expected =
                    times(onHost).stream().map(time -> time - AHEAD).toList();
            assertThat(times(inGuest)).isEqualTo(expected).isNotEmpty();
        }
    }

    private Path write(Path from, String name, List<TraceOption> options) throws IOException {
        Path to = folder.resolve(name);
        try (TraceFile trace = TraceFile.open(from);
                TraceFileWriter writer = TraceFileWriter.create(to, trace.layout(), Compression.ZSTD)) {
            writer.metadata(trace.metadata());
            options.forEach(writer::option);
            TraceBuffer top = trace.buffers().get(0);
            writer.buffer("", top.clock(), top.layout().size(), top.sources());
            writer.commit();
        }
        return to;
    }

    private static List<Long> times(TraceFile trace) throws IOException {
        List<Long> times = new ArrayList<>();
        for (CpuCursor cursor : trace.buffers().get(0).cursors()) {
            while (cursor.advance()) {
                times.add(cursor.timestamp());
            }
        }
        return times;
    }
}
