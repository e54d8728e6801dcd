package dev.jftrace.analysis.report;

import dev.jftrace.event.FixedText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Texts of events of one format, by the bytes that the event's record holds behind its common fields. A kernel says the same
 * over and over (a softirq of one kind, a switch between the same two tasks), and to find such a text again takes a fraction of
 * what making it takes. Where events hardly repeat each other, as those that tell of a time, it is not tried for a while.
 */
final class KeptTexts {
    /** Bytes of the common fields, which other columns show. */
    static final int COMMON = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;
    private static final int SLOT_BITS = 7;
    private static final int MOST_WORDS = 16;
    private static final int MOST_TEXT = 512;

    /** After so many events it is judged whether at least half of their texts were there. */
    private static final int TRIAL = 256;

    /** For so many events then it is not tried. */
    private static final int PAUSE = 1 << 15;

    private final Kept[] slots = new Kept[1 << SLOT_BITS];

    /** The record that was asked for last: its words, the last filled up with zeros, how many bytes it has, where its text belongs. */
    private final long[] words = new long[MOST_WORDS];

    private int length;
    private int slot;

    private int asked;
    private int found;
    private int paused;

    private record Kept(int length, long[] words, FixedText text) {}

    /** Appends the text of an event that said the same. @return false where none is kept: make it, then {@link #keep} it */
    boolean append(TraceEvent event, TextBuffer out) {
        length = event.length() - COMMON;
        if (paused > 0 || length <= 0 || length > MOST_WORDS * Long.BYTES) {
            paused -= paused > 0 ? 1 : 0;
            length = 0;
            return false;
        }
        slot = (int) (read(event.bytes(), event.offset() + COMMON) * SPREAD >>> Long.SIZE - SLOT_BITS);
        asked++;
        Kept kept = slots[slot];
        if (kept == null || !isAskedFor(kept)) {
            return false;
        }
        found++;
        out.append(kept.text);
        return true;
    }

    /** @return a number that differs with the words */
    private long read(byte[] bytes, int start) {
        int whole = length / Long.BYTES;
        long mixed = length;
        for (int i = 0; i < whole; i++) {
            long word = (long) LONG.get(bytes, start + i * Long.BYTES);
            words[i] = word;
            mixed = Long.rotateLeft(mixed * SPREAD, 29) ^ word;
        }
        int rest = length - whole * Long.BYTES;
        if (rest > 0) {
            // Eight bytes that end with the record; of what stands before it, common fields at worst, nothing is left.
            long word = (long) LONG.get(bytes, start + length - Long.BYTES) >>> (Long.BYTES - rest) * Byte.SIZE;
            words[whole] = word;
            mixed = Long.rotateLeft(mixed * SPREAD, 29) ^ word;
        }
        return mixed ^ mixed >>> Integer.SIZE;
    }

    private boolean isAskedFor(Kept kept) {
        if (kept.length != length) {
            return false;
        }
        long[] others = kept.words;
        for (int i = 0; i < others.length; i++) {
            if (others[i] != words[i]) {
                return false;
            }
        }
        return true;
    }

    /** Keeps what was made for the event that was asked for last, in the place of another. */
    void keep(TextBuffer out, int from) {
        if (length > 0 && out.length() - from <= MOST_TEXT) {
            int count = (length + Long.BYTES - 1) / Long.BYTES;
            slots[slot] = new Kept(length, Arrays.copyOf(words, count), out.fixed(from));
        }
        if (asked >= TRIAL) {
            paused = found < asked / 2 ? PAUSE : 0;
            asked = 0;
            found = 0;
        }
    }
}
