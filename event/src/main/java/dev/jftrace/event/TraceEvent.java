package dev.jftrace.event;

import java.nio.charset.StandardCharsets;

/**
 * One event, as long as the stream stands on it: the stream fills the same object again for the next. Nothing is
 * copied; {@link #bytes()} is the sub-buffer itself. A field that lies outside the record reads as 0 or as nothing.
 */
public final class TraceEvent {
    private EventStream.Source source;
    private int bufferIndex;
    private EventCatalog catalog;
    private ByteReader reader;
    private EventFormat format;
    private byte[] bytes;
    private int offset;
    private int length;
    private int cpu;
    private int typeId;

    /** The {@link CommonFields#word}; only where it {@link #isPacked}. */
    private long word;

    private boolean isPacked;
    private long timestamp;
    private long missedEvents;
    private byte[] comm;
    private TraceEvent joined;
    private int note;

    TraceEvent() {}

    void set(EventStream.Source from, int index, CpuCursor cursor) {
        bytes = cursor.bytes();
        offset = cursor.offset();
        length = cursor.length();
        cpu = cursor.cpu();
        timestamp = cursor.timestamp();
        missedEvents = cursor.missedEvents();
        joined = null;
        note = 0;
        setSource(from, index);
        comm = catalog.tasks().comm(pid());
    }

    void set(EventBatch batch, int slot) {
        bytes = batch.bytes();
        offset = batch.offset(slot);
        length = batch.length(slot);
        cpu = batch.cpu(slot);
        timestamp = batch.timestamp(slot);
        missedEvents = batch.missedEvents(slot);
        comm = batch.comm(slot);
        note = batch.note(slot);
        joined = null;
        setSource(batch.source(slot), batch.bufferIndex(slot));
    }

    private void setSource(EventStream.Source from, int index) {
        source = from;
        bufferIndex = index;
        catalog = from.catalog();
        reader = catalog.reader();
        isPacked = catalog.hasCommonWord() && length >= CommonFields.WORD;
        if (isPacked) {
            word = CommonFields.word(bytes, offset);
            typeId = (int) word & 0xffff;
        } else {
            typeId = (int) number(catalog.common().type());
        }
        format = catalog.format(typeId);
    }

    void join(TraceEvent event) {
        joined = event;
    }

    /** @return null if the trace has no format of that id */
    public EventFormat format() {
        return format;
    }

    public int typeId() {
        return typeId;
    }

    public TraceClock clock() {
        return source.clock();
    }

    /** In the units of the {@link #clock()}, mostly ns; unsigned. */
    public long timestamp() {
        return timestamp;
    }

    public int cpu() {
        return cpu;
    }

    public int pid() {
        return isPacked ? (int) (word >>> 32) : (int) number(catalog.common().pid());
    }

    /** The name of the task, as it was known when the stream came to this event; not to be changed. */
    public byte[] comm() {
        return comm;
    }

    /** The event after this one that {@link EventStream#joinPeeked()} made a part of it; null for none. */
    public TraceEvent joined() {
        return joined;
    }

    /** What {@link #note(int)} left; else 0. */
    public int note() {
        return note;
    }

    /** Keeps a number with the event, for who shows it: what was found out of it and the events before it. */
    public void note(int number) {
        note = number;
    }

    /** The bits of {@code common_flags}. */
    public int flags() {
        return isPacked
                ? (int) (word >>> 16) & 0xff
                : (int) number(catalog.common().flags());
    }

    /** {@code common_preempt_count}: preempt depth in the low 4 bits, migrate-disable depth in the high ones. */
    public int preemptCount() {
        return isPacked
                ? (int) (word >>> 24) & 0xff
                : (int) number(catalog.common().preemptCount());
    }

    /** @return -1 where the kernel does not tell */
    public int migrateDisable() {
        return ifThere(catalog.common().migrateDisable());
    }

    /** @return -1 where the kernel does not tell */
    public int lockDepth() {
        return ifThere(catalog.common().lockDepth());
    }

    private int ifThere(EventField field) {
        return field == null ? -1 : (int) number(field);
    }

    /** Lost right before this event: 0 for none, -1 for an unknown number. */
    public long missedEvents() {
        return missedEvents;
    }

    /** The instance's name; empty for the top buffer. */
    public String buffer() {
        return source.name();
    }

    /** Which of the stream's buffers this event is from. */
    public int bufferIndex() {
        return bufferIndex;
    }

    public EventCatalog catalog() {
        return catalog;
    }

    /** Holds the record at {@link #offset()}; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    /** Bytes of the record, the common fields included. */
    public int length() {
        return length;
    }

    public boolean has(EventField field) {
        return field != null && holds(field.offset(), field.size());
    }

    /** True if the record has that many bytes from there on. */
    public boolean holds(int at, int size) {
        return at >= 0 && size >= 0 && at <= length - size;
    }

    /** @return the bits of the field without its sign; 0 if the record does not hold it */
    public long number(EventField field) {
        return has(field) ? reader.unsigned(bytes, offset + field.offset(), field.size()) : 0;
    }

    /** @return with the field's sign, where it has one */
    public long signed(EventField field) {
        long value = number(field);
        int unused = Long.SIZE - 8 * (field == null ? Long.BYTES : field.size());
        return field != null && field.isSigned() && unused > 0 && unused < Long.SIZE
                ? value << unused >> unused
                : value;
    }

    /**
     * @return the number of that size at that place of the record, without its sign; 0 if the record does not
     * hold it
     */
    public long numberAt(int at, int size) {
        return holds(at, size) ? reader.unsigned(bytes, offset + at, size) : 0;
    }

    /** Where the bytes of the field start, from the start of the record; those of a dynamic field are elsewhere. */
    public int startOf(EventField field) {
        if (!field.isDynamic()) {
            return Math.min(field.offset(), length);
        }
        int start = (int) number(field) & 0xffff;
        if (start > length) {
            return 0;
        }
        return field.isRelative() ? Math.min(length, start + field.offset() + field.size()) : start;
    }

    /** How many bytes the field has, at {@link #startOf}; never more than the record. */
    public int lengthOf(EventField field) {
        int left = length - startOf(field);
        if (!field.isDynamic()) {
            return field.size() == 0 ? left : Math.min(field.size(), left);
        }
        if (field.size() == Short.BYTES) {
            return left;
        }
        int stored = (int) (number(field) >>> 16) & 0xffff;
        return stored > left ? 0 : stored;
    }

    /** Appends the bytes of the field up to the first NUL. */
    public TextBuffer appendString(EventField field, TextBuffer out) {
        int start = offset + startOf(field);
        return out.append(bytes, start, stringLength(field));
    }

    public String string(EventField field) {
        return new String(bytes, offset + startOf(field), stringLength(field), StandardCharsets.ISO_8859_1);
    }

    private int stringLength(EventField field) {
        return lengthToNul(startOf(field), lengthOf(field));
    }

    /** How many of the bytes from there on come before a NUL. */
    public int lengthToNul(int at, int most) {
        return ByteReader.lengthToNul(bytes, offset + at, Math.min(most, length - at));
    }
}
