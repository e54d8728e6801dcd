package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentValue;

/**
 * Records arguments and results behind the entry or exit that they belong to. The instrumented method calls
 * {@link #mark}, then its hook, then one {@code put} for each value: nothing is written where the hook wrote nothing,
 * because the call is too deep, is not wanted, or was lost.
 *
 * <p>A primitive or a String costs no allocation. Of an object nothing is called but its class's name, unless the user
 * asked for its toString(): that runs code of the program, on the program's thread, muted; what it throws is swallowed
 * and counted.
 */
public final class ValueHook {
    /** Bytes of a text that are recorded. */
    public static final int MOST_TEXT = 96;

    private ValueHook() {}

    /** Before the hook. */
    public static void mark() {
        ThreadRing ring = Hook.ring();
        ring.mark = ring.position;
    }

    public static void put(int value, int index, char type) {
        number(value, index, type);
    }

    public static void put(long value, int index) {
        number(value, index, 'J');
    }

    public static void put(float value, int index) {
        number(Float.floatToRawIntBits(value), index, 'F');
    }

    public static void put(double value, int index) {
        number(Double.doubleToRawLongBits(value), index, 'D');
    }

    /** A String by its text, a boxed value by what is in it, an enum by its name, all else by its class and hash. */
    public static void put(Object value, int index) {
        object(value, index, false);
    }

    /** As {@link #put(Object, int)}, but all else by its toString(). */
    public static void putText(Object value, int index) {
        object(value, index, true);
    }

    private static void number(long value, int index, char type) {
        ThreadRing ring = Hook.ring();
        if (ring.position != ring.mark && ring.isHeard()) {
            write(ring, value, AgentValue.info(type, index, 0, value));
        }
    }

    private static void object(Object value, int index, boolean wantsText) {
        ThreadRing ring = Hook.ring();
        if (ring.position == ring.mark || !ring.isHeard()) {
            return;
        }
        if (value == null) {
            write(ring, 0, AgentValue.info(AgentValue.NULL, index, 0, 0));
            return;
        }
        if (!ring.mute()) {
            return;
        }
        ValueText text = null;
        try {
            text = ring.text();
            text.set(value, wantsText);
        } catch (Throwable e) {
            if (text != null) {
                text.setFailed();
            }
        } finally {
            ring.unmute();
        }
        if (Hook.ring() != ring) {
            return; // toString() waited, and this virtual thread runs on another carrier now
        }
        if (text == null) {
            write(ring, 0, AgentValue.info(AgentValue.FAILED, index, 0, 0));
            return;
        }
        write(ring, text.number(), AgentValue.info(text.type(), index, text.length(), text.number()));
        for (int at = 0; at < text.length(); at += AgentValue.TEXT_BYTES) {
            write(ring, text.low(at), AgentValue.textInfo(text.high(at)));
        }
    }

    /** The first word is stored last: it is never 0, which marks a record that is not complete. */
    private static void write(ThreadRing ring, long word, long info) {
        ring.busy = true;
        Hook.UNSAFE.loadFence();
        long at = ring.position;
        if (at >= ring.end) {
            at = ring.next(TraceClock.now(), ring.depth);
        }
        Hook.UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, info);
        Hook.UNSAFE.putLongRelease(null, at, word | AgentValue.COMPLETE);
        ring.position = at + AgentRecord.LENGTH;
        ring.countExtra();
        ring.busy = false;
    }
}
