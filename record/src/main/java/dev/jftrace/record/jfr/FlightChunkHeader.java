package dev.jftrace.record.jfr;

import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The head of a chunk of a flight recording, big endian. Where a JVM still writes the chunk, it tells what was flushed.
 *
 * <pre>
 *  0        4        8                16               24               32               40               48
 *  +--------+--------+----------------+----------------+----------------+----------------+----------------+
 *  |FLR\0   |version |  size          | constants      | metadata       | start ns       | duration ns    |
 *  +--------+--------+--------+-------+----------------+----------------+----------------+----------------+
 *  | start ticks     |  ticks a second| state u8, 0, flags u16            start: of the wall clock         | 48
 *  +-----------------+----------------+--------+
 * </pre>
 *
 * @param offset in the file, bytes
 * @param size of what is whole, bytes; 0 where nothing is yet
 */
record FlightChunkHeader(long offset, ByteBuffer bytes, long size) {
    static final int LENGTH = 68;

    private static final int MAGIC = 0x464c5200;
    private static final int SIZE = 8;
    private static final int START = 32;
    private static final int DURATION = 40;
    private static final int STATE = 64;
    private static final byte FINISHED = 0;

    /** The other bytes are being written. */
    private static final byte CHANGING = (byte) 0xff;

    /** @return null where the file ends, or its writer has not gone so far */
    static FlightChunkHeader read(Path file, FileChannel channel, long offset) throws IOException {
        ByteBuffer first = bytes(channel, offset);
        ByteBuffer second = bytes(channel, offset);
        if (first == null || second == null) {
            return null;
        }
        if (first.getInt(0) != MAGIC) {
            throw new TraceCorruptException(
                    file.toString(), offset, "expected a chunk of a flight recording, which begins with FLR");
        }
        boolean changing = first.get(STATE) == CHANGING || !first.equals(second);
        long size = changing ? 0 : first.getLong(SIZE);
        if (size > channel.size() - offset) {
            return null;
        }
        return new FlightChunkHeader(offset, first, size > LENGTH ? size : 0);
    }

    private static ByteBuffer bytes(FileChannel channel, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        return channel.read(bytes, offset) == LENGTH ? bytes.flip() : null;
    }

    /** As of a chunk that grows no more. */
    ByteBuffer finished() {
        ByteBuffer copy = ByteBuffer.allocate(LENGTH).put(bytes.duplicate()).flip();
        return copy.put(STATE, FINISHED);
    }

    /** Whether it grows no more. */
    boolean isFinished() {
        return bytes.get(STATE) == FINISHED;
    }

    /** Tells chunks apart: the JDK gives no two of them the same. By the wall clock, ns. */
    long start() {
        return bytes.getLong(START);
    }

    /** When it was flushed last. By the wall clock, ns. */
    long end() {
        return start() + bytes.getLong(DURATION);
    }
}
