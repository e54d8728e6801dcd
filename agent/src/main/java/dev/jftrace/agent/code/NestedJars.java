package dev.jftrace.agent.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The entries of a jar that lies in a file from some byte on, as a jar within a jar does that is stored as it is (Spring Boot's layout).
 * Only directories are read, and of entries those that are asked for. Layout: PKWARE's APPNOTE.TXT, 4.3.
 *
 * <pre>
 * end of central directory, at the jar's end but for a comment
 *    0     4     6     8     10    12    16    20    22
 *    +-----+-----+-----+-----+-----+-----+-----+-----+
 *    |sig  |disk |disk |n    |n    |size |from |note |   from: where the directory begins in its jar
 *    +-----+-----+-----+-----+-----+-----+-----+-----+
 * an entry of the central directory
 *    0     10    20    24    28    30    32    34    42    46
 *    +--...+-----+-----+-----+-----+-----+-----+--...+-----+----
 *    |sig  |how  |packed|full|name |extra|note |     |from | name, extra, note
 *    +--...+-----+-----+-----+-----+-----+-----+--...+-----+----
 * before an entry's bytes: sig, at 26 the name's length, at 28 that of what is extra, 30 bytes in all and then these two
 * </pre>
 */
final class NestedJars implements AutoCloseable {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT = 0xffff;
    private static final int DIRECTORY = 0x02014b50;
    private static final int DIRECTORY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long MOST_BYTES = 64 << 20;

    private final FileChannel file;

    NestedJars(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** One file of a jar. */
    final class Entry {
        final String name;
        private final int how;
        private final long packed;
        private final long full;
        private final long local;

        private Entry(String name, int how, long packed, long full, long local) {
            this.name = name;
            this.how = how;
            this.packed = packed;
            this.full = full;
            this.local = local;
        }

        private long begin() throws IOException {
            ByteBuffer header = read(local, LOCAL_BYTES);
            if (header.getInt(0) != LOCAL) {
                throw new IOException("no entry at byte " + local);
            }
            return local + LOCAL_BYTES + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
        }

        /** Of a jar that is stored as it is; null of one that is packed. */
        List<Entry> entries() throws IOException {
            return how == STORED ? NestedJars.this.entries(begin(), packed) : null;
        }

        InputStream open() throws IOException {
            byte[] bytes = read(begin(), packed).array();
            return new ByteArrayInputStream(how == STORED ? bytes : inflated(bytes));
        }

        private byte[] inflated(byte[] bytes) throws IOException {
            byte[] whole = new byte[(int) checked(full)];
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(bytes);
                if (how != DEFLATED || inflater.inflate(whole) != whole.length) {
                    throw new IOException("entry " + name + " is not " + full + " bytes deflated");
                }
                return whole;
            } catch (DataFormatException e) {
                throw new IOException("entry " + name, e);
            } finally {
                inflater.end();
            }
        }
    }

    /** Of the file itself. */
    List<Entry> entries() throws IOException {
        return entries(0, file.size());
    }

    private List<Entry> entries(long from, long length) throws IOException {
        int tail = (int) Math.min(length, END_BYTES + MOST_COMMENT);
        ByteBuffer end = read(from + length - tail, tail);
        int at = tail - END_BYTES;
        while (at >= 0 && end.getInt(at) != END) {
            at--;
        }
        if (at < 0) {
            throw new IOException("no jar at byte " + from);
        }
        long size = end.getInt(at + 12) & 0xffffffffL;
        // A program may stand before the first entry: offsets count from the first one then, and the directory ends
        // where its end begins.
        long directory = from + length - tail + at - size;
        return directory(read(directory, size), directory - (end.getInt(at + 16) & 0xffffffffL));
    }

    private List<Entry> directory(ByteBuffer directory, long base) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at + DIRECTORY_BYTES <= directory.limit()) {
            int name = directory.getShort(at + 28) & 0xffff;
            int next = at + DIRECTORY_BYTES + name;
            if (directory.getInt(at) != DIRECTORY || next > directory.limit()) {
                throw new IOException("no entry at byte " + at + " of a jar's directory");
            }
            entries.add(new Entry(
                    new String(directory.array(), at + DIRECTORY_BYTES, name, StandardCharsets.UTF_8),
                    directory.getShort(at + 10),
                    directory.getInt(at + 20) & 0xffffffffL,
                    directory.getInt(at + 24) & 0xffffffffL,
                    base + (directory.getInt(at + 42) & 0xffffffffL)));
            at = next + (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
        }
        return entries;
    }

    private ByteBuffer read(long from, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) checked(length)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (from < 0 || file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("a jar says that it goes on at byte " + (from + bytes.position()));
            }
        }
        bytes.flip();
        return bytes;
    }

    /** What a file says of itself is not believed: the memory is the program's. */
    private static long checked(long length) throws IOException {
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException(length + " bytes in a jar");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
