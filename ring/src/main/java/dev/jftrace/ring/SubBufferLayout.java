package dev.jftrace.ring;

import java.nio.ByteOrder;

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
 * @param order byte order of the traced machine
 * @param commitOffset bytes from the start to the commit word
 * @param commitSize 4 or 8: the traced kernel's long
 * @param dataOffset bytes from the start to the first event
 * @param size bytes of the whole sub-buffer, header included; 4096 in most traces, never assume it
 */
public record SubBufferLayout(ByteOrder order, int commitOffset, int commitSize, int dataOffset, int size) {

    /** What 64-bit little-endian kernels use, and what our own traces are written with. */
    public static SubBufferLayout of(int size) {
        return new SubBufferLayout(ByteOrder.LITTLE_ENDIAN, 8, 8, 16, size);
    }
}
