package dev.jftrace.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubBufferTest {
    private static final SubBufferLayout PLAIN = SubBufferLayout.of(4096);

    private record Event(long timestamp, List<Byte> payload, long missed) {}

    static Stream<SubBufferLayout> layouts() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order -> Stream.of(
                        new SubBufferLayout(order, 8, 8, 16, 4096),
                        new SubBufferLayout(order, 8, 4, 12, 4096),
                        new SubBufferLayout(order, 8, 8, 16, 65536),
                        new SubBufferLayout(order, 16, 8, 40, 512)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shouldReadWhatItWrote(SubBufferLayout layout) throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            byte[] pages = new byte[8 * layout.size()];
            List<Event> written = new ArrayList<>();
            SubBufferWriter writer = new SubBufferWriter(layout);
            long time = random.nextLong() >>> random.nextInt(4);
            for (int page = 0; page < 8; page++) {
                long missed = random.nextInt(-1, 3);
                writer.begin(pages, page * layout.size(), missed);
                while (true) {
                    int length = 4 * (1 + random.nextInt(random.nextInt(8) == 0 ? writer.maxPayload() / 4 : 40));
                    long before = time;
                    time += random.nextLong() >>> 5 + random.nextInt(59);
                    int at = Long.compareUnsigned(time, before) < 0 ? -1 : writer.reserve(length, time);
                    if (at < 0) {
                        time = before;
                        break;
                    }
                    byte[] payload = new byte[length];
                    random.nextBytes(payload);
                    System.arraycopy(payload, 0, pages, at, length);
                    written.add(new Event(time, bytes(payload, 0, length), missed));
                    missed = 0;
                }
                writer.finish();
            }

            assertThat(read(layout, pages)).isEqualTo(written);
            assertThat(writer.clamped()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shouldGiveMissedEventsWithTheFirstEventBehindATimeExtend(SubBufferLayout layout) throws Exception {
        byte[] page = new byte[layout.size()];
        SubBufferWriter writer = new SubBufferWriter(layout);
        writer.begin(page, 0, 7);
        writer.reserve(4, 1000);
        writer.reserve(4, 1000 + (1L << 40));
        writer.finish();
        // Drop the first event: its header and payload become a time extend of nothing.
        ByteBuffer bytes = ByteBuffer.wrap(page).order(layout.order());
        bytes.putInt(layout.dataOffset(), layout.order() == ByteOrder.BIG_ENDIAN ? 30 << 27 : 30);
        bytes.putInt(layout.dataOffset() + 4, 0);

        assertThat(read(layout, page)).extracting(Event::missed).containsExactly(7L);
        assertThat(read(layout, page)).extracting(Event::timestamp).containsExactly(1000 + (1L << 40));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shouldPassOverUnwantedTypesAsOneByOneWould(SubBufferLayout layout) throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            byte[] page = new byte[layout.size()];
            SubBufferWriter writer = new SubBufferWriter(layout);
            writer.begin(page, 0, random.nextInt(-1, 3));
            long time = random.nextLong() >>> 8;
            int length = 4;
            for (int at = writer.reserve(length, time); at >= 0; at = writer.reserve(length, time)) {
                ByteBuffer.wrap(page).order(layout.order()).putShort(at + 2, (short) random.nextInt(6));
                time += random.nextLong() >>> 24 + random.nextInt(40);
                length = 4 * (1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 10));
            }
            writer.finish();
            assertSameWanted(layout, page, page.length, 2);
        }
    }

    /** Types 1 and 3, one by one and at once: the same events, as many passed over, and the same end. */
    static void assertSameWanted(SubBufferLayout layout, byte[] page, int length, int typeOffset) {
        WantedTypes types = new WantedTypes(typeOffset, new boolean[] {false, true, false, true});
        assertThat(wanted(layout, page, length, reader -> reader.next(types)))
                .isEqualTo(wanted(layout, page, length, reader -> {
                    while (reader.next()) {
                        boolean there = reader.payloadLength() >= typeOffset + 2;
                        ByteBuffer bytes = ByteBuffer.wrap(page).order(layout.order());
                        int type = there ? bytes.getShort(reader.payloadOffset() + typeOffset) : 0;
                        if (type == 1 || type == 3) {
                            return true;
                        }
                    }
                    return false;
                }));
    }

    private interface Step {
        boolean next(SubBufferReader reader) throws CorruptSubBufferException;
    }

    private static List<String> wanted(SubBufferLayout layout, byte[] page, int length, Step step) {
        List<String> events = new ArrayList<>();
        SubBufferReader reader = new SubBufferReader(layout);
        try {
            reader.open(page, 0, length);
            while (step.next(reader)) {
                events.add(reader.timestamp() + " " + reader.payloadOffset() + " " + reader.payloadLength() + " "
                        + reader.missedEvents());
            }
            events.add("end, lost " + reader.missedBeforeNext());
        } catch (CorruptSubBufferException e) {
            events.add(e.getMessage());
        }
        return events;
    }

    @Test
    void shouldCountWhatItPassedOver() throws Exception {
        byte[] page = new byte[PLAIN.size()];
        SubBufferWriter writer = new SubBufferWriter(PLAIN);
        writer.begin(page, 0, 5);
        for (int type : new int[] {2, 2, 1, 2, 1, 2, 2, 2}) {
            page[writer.reserve(8, 100)] = (byte) type;
        }
        writer.finish();
        SubBufferReader reader = new SubBufferReader(PLAIN);
        reader.open(page, 0, page.length);
        WantedTypes types = new WantedTypes(0, new boolean[] {false, true});

        assertThat(reader.next(types)).isTrue();
        assertThat(reader.passedOver()).isEqualTo(2);
        assertThat(reader.missedEvents()).isZero();
        assertThat(reader.next(types)).isTrue();
        assertThat(reader.passedOver()).isEqualTo(1);
        assertThat(reader.next(types)).isFalse();
        assertThat(reader.passedOver()).isEqualTo(3);
    }

    @Test
    void shouldKeepAnEventOlderThanTheOneBeforeAtThatOnesTime() throws Exception {
        byte[] page = new byte[PLAIN.size()];
        SubBufferWriter writer = new SubBufferWriter(PLAIN);
        writer.begin(page, 0, 0);
        writer.reserve(8, 500);
        writer.reserve(8, 499);
        writer.reserve(8, 500);
        writer.reserve(8, 501);
        writer.finish();

        assertThat(read(PLAIN, page)).extracting(Event::timestamp).containsExactly(500L, 500L, 500L, 501L);
        assertThat(writer.clamped()).isEqualTo(1);
    }

    @Test
    void shouldPadAPayloadWithZeroes() throws Exception {
        byte[] page = new byte[PLAIN.size()];
        Arrays.fill(page, (byte) 0x55);
        SubBufferWriter writer = new SubBufferWriter(PLAIN);
        writer.begin(page, 0, 0);
        int at = writer.reserve(5, 1);
        Arrays.fill(page, at, at + 5, (byte) 9);
        int committed = writer.finish();

        assertThat(committed).isEqualTo(12);
        assertThat(read(PLAIN, page).get(0).payload()).containsExactly(b(9, 9, 9, 9, 9, 0, 0, 0));
        assertThat(page[PLAIN.size() - 1]).isZero();
    }

    @Test
    void shouldSayThatNoMoreFits() {
        byte[] page = new byte[PLAIN.size()];
        SubBufferWriter writer = new SubBufferWriter(PLAIN);
        writer.begin(page, 0, 0);
        int events = 0;
        while (writer.reserve(20, events) >= 0) {
            events++;
        }

        assertThat(events).isEqualTo((4096 - 16) / 24);
        assertThatThrownBy(() -> writer.reserve(4096, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Words as a little-endian kernel stores them: a discarded event, an absolute time, a padding up to the end. */
    @Test
    void shouldFollowPaddingAndAbsoluteTime() throws Exception {
        byte[] page = page(
                0xa800_0000_0000_0005L,
                29 | 3 << 5,
                8,
                0xdead, // discarded: its delta counts
                31 | 100 << 5,
                2, // absolute: its top 5 bits come from the time before
                1 | 1 << 5,
                0x11, // an event
                29,
                0x7777); // nothing more

        assertThat(read(PLAIN, page))
                .extracting(Event::timestamp)
                .containsExactly(0xa800_0000_0000_0000L | (2L << 27) + 100 + 1);
    }

    @Test
    void shouldFailAtALengthThatLeavesTheSubBuffer() {
        byte[] page = page(5, 1, 0x11, 0, 5000);

        assertThatThrownBy(() -> read(PLAIN, page))
                .isInstanceOfSatisfying(
                        CorruptSubBufferException.class,
                        e -> assertThat(e.offset()).isEqualTo(16 + 8))
                .hasMessageContaining("expected an event of 5004 bytes, but 8 are committed");
    }

    @Test
    void shouldFailAtALengthThatWouldNotAdvance() {
        assertThatThrownBy(() -> read(PLAIN, page(5, 29 | 1 << 5, 0)))
                .isInstanceOf(CorruptSubBufferException.class)
                .hasMessageContaining("expected a length from 4");
    }

    @Test
    void shouldFailAtACommitLargerThanTheSubBuffer() {
        byte[] page = page(5, 1, 2);
        page[9] = 0x20;

        assertThatThrownBy(() -> read(PLAIN, page)).isInstanceOf(CorruptSubBufferException.class);
    }

    @Test
    void shouldGiveTheWholeEventsOfASubBufferThatWasCut() throws Exception {
        byte[] page = page(5, 1, 0x11, 1, 0x22, 1, 0x33);
        SubBufferReader reader = new SubBufferReader(PLAIN);
        reader.open(page, 0, 16 + 8 + 8 + 2);

        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThatThrownBy(reader::next).hasMessageContaining("was cut");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void shouldNotTakeACountThatHasNoRoom() throws Exception {
        byte[] page = page(5, 1, 0x11);
        page[11] = (byte) 0xc0;
        SubBufferReader reader = new SubBufferReader(PLAIN);
        reader.open(page, 0, 16 + 8);

        assertThat(reader.next()).isTrue();
        assertThat(reader.missedEvents()).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shouldEndWhateverTheBytesAre(SubBufferLayout layout) {
        byte[] page = new byte[layout.size()];
        SubBufferReader reader = new SubBufferReader(layout);
        int whole = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            SubBufferWriter writer = new SubBufferWriter(layout);
            writer.begin(page, 0, random.nextInt(-1, 2));
            while (writer.reserve(4 + random.nextInt(150), seed) >= 0) {}
            writer.finish();
            for (int flips = random.nextInt(20); flips > 0; flips--) {
                page[random.nextInt(random.nextBoolean() ? 64 : page.length)] = (byte) random.nextInt();
            }
            whole += drain(reader, page, 1 + random.nextInt(page.length)) ? 1 : 0;
        }

        assertThat(whole).isBetween(1, 2999);
    }

    /** Whether there was nothing wrong; every event must lie within the page. */
    static boolean drain(SubBufferReader reader, byte[] page, int length) {
        try {
            reader.open(page, 0, length);
            int last = 0;
            while (reader.next()) {
                assertThat(reader.payloadOffset()).isGreaterThan(last);
                last = reader.payloadOffset();
                assertThat(last + reader.payloadLength()).isLessThanOrEqualTo(length);
            }
            return true;
        } catch (CorruptSubBufferException e) {
            assertThat(e.offset()).isBetween(0, page.length);
            return false;
        }
    }

    private static List<Event> read(SubBufferLayout layout, byte[] pages) throws CorruptSubBufferException {
        List<Event> events = new ArrayList<>();
        SubBufferReader reader = new SubBufferReader(layout);
        for (int offset = 0; offset < pages.length; offset += layout.size()) {
            reader.open(pages, offset, layout.size());
            while (reader.next()) {
                events.add(new Event(
                        reader.timestamp(),
                        bytes(pages, reader.payloadOffset(), reader.payloadLength()),
                        reader.missedEvents()));
            }
        }
        return events;
    }

    private static byte[] page(long timestamp, int... words) {
        ByteBuffer page = ByteBuffer.allocate(PLAIN.size()).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(timestamp).putLong(4L * words.length);
        for (int word : words) {
            page.putInt(word);
        }
        return page.array();
    }

    private static Byte[] b(int... values) {
        return Arrays.stream(values).mapToObj(v -> (byte) v).toArray(Byte[]::new);
    }

    private static List<Byte> bytes(byte[] array, int offset, int length) {
        List<Byte> list = new ArrayList<>(length);
        for (int i = offset; i < offset + length; i++) {
            list.add(array[i]);
        }
        return list;
    }
}
