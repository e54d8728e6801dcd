package dev.jftrace.dat.io;

import dev.jftrace.dat.format.Compression;
import java.nio.ByteOrder;

/**
 * A stretch of the file that is read block by block: the sub-buffers of a CPU, or a text. If it is compressed:
 *
 * <pre>
 *  0             4               8                 12
 *  +-------------+---------------+-----------------+--------------------------+- ...
 *  | chunks u32  | size here u32 | true size u32   | size here bytes          | next chunk
 *  +-------------+---------------+-----------------+--------------------------+- ...
 * </pre>
 *
 * @param what names the region in a fault
 * @param offset bytes from the start of the file
 * @param size bytes in the file; as the file claims it
 * @param unit bytes that belong together: a block has a multiple of it, but for the last
 */
public record DataRegion(String what, long offset, long size, Compression compression, ByteOrder order, int unit) {}
