package dev.jftrace.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where the fields stand that all events of a trace share. Null where the kernel has none of that name. */
record CommonFields(
        EventField type,
        EventField flags,
        EventField preemptCount,
        EventField pid,
        EventField migrateDisable,
        EventField lockDepth) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes of the {@link #word}. */
    static final int WORD = Long.BYTES;

    static CommonFields of(EventFormat format) {
        return new CommonFields(
                format.field("common_type"),
                format.field("common_flags"),
                format.field("common_preempt_count"),
                format.field("common_pid"),
                format.field("common_migrate_disable"),
                format.field("common_lock_depth"));
    }

    /** A trace without any format has no events to show; these are what kernels since 2.6.31 have. */
    static CommonFields usual() {
        return new CommonFields(
                new EventField("common_type", "unsigned short", 0, 2, 0, 2, 0),
                new EventField("common_flags", "unsigned char", 2, 1, 0, 1, 0),
                new EventField("common_preempt_count", "unsigned char", 3, 1, 0, 1, 0),
                new EventField("common_pid", "int", 4, 4, 0, 4, EventField.SIGNED),
                null,
                null);
    }

    /** Whether the first bytes of each record are those of the {@link #word}. */
    boolean isWord(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN
                && is(type, 0, Short.BYTES)
                && is(flags, 2, Byte.BYTES)
                && is(preemptCount, 3, Byte.BYTES)
                && is(pid, 4, Integer.BYTES);
    }

    private static boolean is(EventField field, int offset, int size) {
        return field != null && field.offset() == offset && field.size() == size;
    }

    /**
     * What nearly every kernel begins a record with, to be read at once:
     *
     * <pre>
     *   0        2     3         4          8
     *   | type   |flags|preempt  | pid      |
     * </pre>
     */
    static long word(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }
}
