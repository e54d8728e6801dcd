package dev.jftrace.ring;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Where things stand in a sub-buffer of one trace, as its {@code header_page} tells.
 *
 * <pre>
 *  0                 8                 8 + commitSize
 *  +-----------------+-----------------+--------------------- ... --+
 *  |  timestamp u64  | commit (4 or 8) | events                     |
 *  +-----------------+-----------------+--------------------- ... --+
 * </pre>
 *
 * A record in all but the keyword, which the release that this module compiles for does not have.
 */
public final class SubBufferLayout {
    private final ByteOrder order;
    private final int commitOffset;
    private final int commitSize;
    private final int dataOffset;
    private final int size;

    /**
     * @param order byte order of the traced machine
     * @param commitOffset bytes from the start to the commit word
     * @param commitSize 4 or 8: the traced kernel's long
     * @param dataOffset bytes from the start to the first event
     * @param size bytes of the whole sub-buffer, header included; 4096 in most traces, never assume it
     */
    public SubBufferLayout(ByteOrder order, int commitOffset, int commitSize, int dataOffset, int size) {
        this.order = Objects.requireNonNull(order);
        this.commitOffset = commitOffset;
        this.commitSize = commitSize;
        this.dataOffset = dataOffset;
        this.size = size;
    }

    /** What 64-bit little-endian kernels use, and what our own traces are written with. */
    public static SubBufferLayout of(int size) {
        return new SubBufferLayout(ByteOrder.LITTLE_ENDIAN, 8, 8, 16, size);
    }

    public ByteOrder order() {
        return order;
    }

    public int commitOffset() {
        return commitOffset;
    }

    public int commitSize() {
        return commitSize;
    }

    public int dataOffset() {
        return dataOffset;
    }

    public int size() {
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubBufferLayout && describes((SubBufferLayout) other);
    }

    private boolean describes(SubBufferLayout other) {
        return order == other.order
                && commitOffset == other.commitOffset
                && commitSize == other.commitSize
                && dataOffset == other.dataOffset
                && size == other.size;
    }

    @Override
    public int hashCode() {
        return Objects.hash(order, commitOffset, commitSize, dataOffset, size);
    }

    @Override
    public String toString() {
        return "SubBufferLayout[" + order + ", commit " + commitOffset + "+" + commitSize + ", data " + dataOffset
                + ", size " + size + "]";
    }
}
