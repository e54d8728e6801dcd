package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.io.DataRegion;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import dev.jftrace.ring.WantedTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubBufferCursorTest {
    private static final SubBufferLayout LAYOUT = SubBufferLayout.of(4096);
    private static final int PAYLOAD = 8;
    private static final int WANTED = 3;
    private static final int OTHER = 5;
    private static final WantedTypes TYPES = new WantedTypes(0, new boolean[] {false, false, false, true});

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long time;

    /** A sub-buffer with an event of each type, 10 ns apart. */
    private void page(long missed, int... types) {
        byte[] page = new byte[LAYOUT.size()];
        SubBufferWriter writer = new SubBufferWriter(LAYOUT);
        writer.begin(page, 0, missed);
        for (int type : types) {
            time += 10;
            page[writer.reserve(PAYLOAD, time)] = (byte) type;
        }
        writer.finish();
        file.writeBytes(page);
    }

    /** One that claims more than it can hold. */
    private void damagedPage() {
        byte[] page = new byte[LAYOUT.size()];
        page[LAYOUT.commitOffset()] = (byte) 0xff;
        page[LAYOUT.commitOffset() + 1] = 0x1f;
        file.writeBytes(page);
    }

    private TraceChannel channel() throws IOException {
        Path path = folder.resolve("pages");
        Files.write(path, file.toByteArray());
        return TraceChannel.open(path);
    }

    private SubBufferCursor cursor(TraceChannel channel) {
        DataRegion region = new DataRegion("CPU 0", 0, file.size(), Compression.NONE, LAYOUT.order(), LAYOUT.size());
        return new SubBufferCursor(0, channel, region, LAYOUT, TimestampCorrection.RAW);
    }

    /** {@code type@time}, and what was lost before it, of each event that the cursor stops at. */
    private static List<String> rest(SubBufferCursor cursor) throws IOException {
        List<String> events = new ArrayList<>();
        while (cursor.advance(TYPES)) {
            String lost = cursor.missedEvents() == 0 ? "" : " lost " + cursor.missedEvents();
            events.add(cursor.bytes()[cursor.offset()] + "@" + cursor.timestamp() + lost);
        }
        return events;
    }

    @Test
    void shouldStopAtWantedEventsOfAllSubBuffers() throws IOException {
        page(0, OTHER, WANTED, OTHER);
        page(0, OTHER, OTHER);
        page(0, WANTED, OTHER);
        try (TraceChannel channel = channel()) {
            assertThat(rest(cursor(channel))).containsExactly("3@20", "3@60");
        }
    }

    @Test
    void shouldCountWhatItPassedOverAtEachCall() throws IOException {
        page(0, OTHER, WANTED, OTHER);
        page(0, OTHER, WANTED, OTHER);
        try (TraceChannel channel = channel()) {
            SubBufferCursor cursor = cursor(channel);

            assertThat(cursor.advance(TYPES)).isTrue();
            assertThat(cursor.passedOver()).isEqualTo(1);
            assertThat(cursor.advance(TYPES)).isTrue();
            assertThat(cursor.passedOver()).isEqualTo(2);
            assertThat(cursor.advance(TYPES)).isFalse();
            assertThat(cursor.passedOver()).isEqualTo(1);
        }
    }

    @Test
    void shouldTellOfALossBeforeAWantedEventOnly() throws IOException {
        page(7, WANTED);
        page(7, OTHER, WANTED);
        page(7);
        page(2, WANTED);
        try (TraceChannel channel = channel()) {
            assertThat(rest(cursor(channel))).containsExactly("3@10 lost 7", "3@30", "3@40 lost 9");
        }
    }

    @Test
    void shouldGoOnBehindADamagedSubBuffer() throws IOException {
        page(0, OTHER);
        damagedPage();
        page(0, WANTED, OTHER, WANTED);
        try (TraceChannel channel = channel()) {
            SubBufferCursor cursor = cursor(channel);

            assertThatThrownBy(() -> cursor.advance(TYPES))
                    .isInstanceOf(TraceCorruptException.class)
                    .hasMessageContaining("CPU 0");
            assertThat(cursor.passedOver()).isEqualTo(1);
            assertThat(rest(cursor)).containsExactly("3@20 lost -1", "3@40");
        }
    }

    @Test
    void shouldMeetTheSameEventsAsACursorThatStopsAtAll() throws IOException {
        for (int i = 0; i < 20; i++) {
            page(i % 7 == 3 ? i : 0, OTHER, i % 3, WANTED, OTHER, i % 5);
        }
        List<String> asked = new ArrayList<>();
        try (TraceChannel channel = channel()) {
            SubBufferCursor all = cursor(channel);
            while (all.advance()) {
                if (all.bytes()[all.offset()] == WANTED) {
                    asked.add("3@" + all.timestamp());
                }
            }
            assertThat(asked).hasSizeGreaterThan(20);
            assertThat(rest(cursor(channel))).isEqualTo(asked);
        }
    }
}
