package dev.jftrace.ring;

/** A sub-buffer contradicts itself, or ends before its last event does. */
public final class CorruptSubBufferException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    CorruptSubBufferException(int offset, String what) {
        super(what);
        this.offset = offset;
    }

    /** Bytes from the start of the sub-buffer to what is wrong. */
    public int offset() {
        return offset;
    }
}
