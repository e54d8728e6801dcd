package dev.jftrace.event;

/**
 * One field of an event, as its format file tells.
 *
 * @param type in C, with the brackets of an array
 * @param offset bytes from the start of the record
 * @param size bytes; 0 stands for all that is left of the record
 * @param arrayLength elements; 0 for none or unknown
 * @param elementSize bytes of one element, or of the field where it is no array
 * @param flags see {@link #isArray()} and its neighbours
 */
public record EventField(String name, String type, int offset, int size, int arrayLength, int elementSize, int flags) {
    static final int ARRAY = 1;
    static final int DYNAMIC = 1 << 1;
    static final int RELATIVE = 1 << 2;
    static final int STRING = 1 << 3;
    static final int POINTER = 1 << 4;
    static final int LONG = 1 << 5;
    static final int SIGNED = 1 << 6;

    public boolean isArray() {
        return (flags & ARRAY) != 0;
    }

    /** {@code __data_loc} or {@code __rel_loc}: the field says where its bytes are. */
    public boolean isDynamic() {
        return (flags & DYNAMIC) != 0;
    }

    /** {@code __rel_loc}: counted from the end of the field, not from the start of the record. */
    public boolean isRelative() {
        return (flags & RELATIVE) != 0;
    }

    public boolean isString() {
        return (flags & STRING) != 0;
    }

    public boolean isPointer() {
        return (flags & POINTER) != 0;
    }

    public boolean isLong() {
        return (flags & LONG) != 0;
    }

    public boolean isSigned() {
        return (flags & SIGNED) != 0;
    }
}
