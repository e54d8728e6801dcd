package dev.jftrace.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Names for addresses, from the text of {@code /proc/kallsyms}: {@code address type name[\t[module]]} a line. The text
 * of a kernel is 5 to 15 MB, so names stay in it, and it is read at the first question only. For one thread.
 */
public final class FunctionMap {
    private static final int CACHE_BITS = 12;
    private static final int USUAL_LINE = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    /** The value of a hex digit; -1 for another byte. */
    private static final byte[] DIGITS = digits();

    private final Symbols symbols;
    private byte[] text;
    private long[] addresses;
    private int[] names;
    private short[] lengths;

    /** What was found for the addresses asked for last. */
    private long[] askedFor;

    private int[] found;

    /** What the maps of all threads share: it is read once. */
    private static final class Symbols {
        private final Supplier<byte[]> text;
        private final Map<String, Long> byName = new HashMap<>();
        private FunctionMap first;

        Symbols(Supplier<byte[]> text) {
            this.text = text;
        }
    }

    private FunctionMap(Symbols symbols) {
        this.symbols = symbols;
    }

    public static FunctionMap parse(byte[] kallsyms) {
        return of(() -> kallsyms);
    }

    /** @param kallsyms asked once, at the first question */
    static FunctionMap of(Supplier<byte[]> kallsyms) {
        return new FunctionMap(new Symbols(kallsyms));
    }

    /** The same functions, for another thread. */
    FunctionMap forThread() {
        return new FunctionMap(symbols);
    }

    /** Reads the functions on another thread: who asks for one meanwhile waits for it. */
    public void readAhead() {
        Thread ahead = new Thread(forThread()::read, "functions");
        ahead.setDaemon(true);
        ahead.start();
    }

    public int size() {
        read();
        return addresses.length;
    }

    /**
     * The function that holds the address: the last that starts at or before it. Nothing is known to be in the last one
     * beyond its first byte.
     *
     * @return an index for the other methods, -1 if there is none
     */
    public int find(long address) {
        read();
        int slot = (int) (address * 0x9e37_79b9_7f4a_7c15L >>> Long.SIZE - CACHE_BITS);
        if (askedFor[slot] == address) {
            return found[slot];
        }
        int index = search(address ^ Long.MIN_VALUE);
        askedFor[slot] = address;
        found[slot] = index;
        return index;
    }

    private int search(long key) {
        int low = 0;
        int high = addresses.length;
        // Not Arrays.binarySearch: of several names for one address, the one shown is the one this division meets
        // first.
        while (low < high) {
            int middle = (low + high) >>> 1;
            long start = addresses[middle];
            if (key == start || key > start && middle + 1 < addresses.length && key < addresses[middle + 1]) {
                return middle;
            }
            if (key < start) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }

    public long address(int index) {
        return addresses[index] ^ Long.MIN_VALUE;
    }

    /** @return {@link #address}, or 0 for no function */
    public long startOf(int index) {
        return index < 0 ? 0 : address(index);
    }

    /** Appends the name of the function without its module. */
    public TextBuffer appendName(int index, TextBuffer out) {
        return out.append(text, names[index], lengths[index]);
    }

    public String name(int index) {
        return new String(text, names[index], lengths[index], StandardCharsets.ISO_8859_1);
    }

    /** @return the module's name without brackets, null for a function of the kernel proper */
    public String module(int index) {
        int tab = endOfWord(names[index]);
        if (tab + 1 >= text.length || text[tab] != '\t' || text[tab + 1] != '[') {
            return null;
        }
        int end = endOfWord(tab + 2);
        return new String(text, tab + 2, Math.max(0, end - tab - 3), StandardCharsets.ISO_8859_1);
    }

    /** @return the address of the function of that name, 0 if there is none */
    public long addressOf(String name) {
        read();
        synchronized (symbols) {
            return symbols.byName.computeIfAbsent(name, this::search);
        }
    }

    private long search(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < names.length; i++) {
            int start = names[i];
            int end = start + wanted.length;
            if (end <= text.length
                    && Arrays.equals(text, start, end, wanted, 0, wanted.length)
                    && endOfWord(start) == end) {
                return address(i);
            }
        }
        return 0;
    }

    private int endOfWord(int start) {
        int at = start;
        while (at <= text.length - Long.BYTES) {
            long word = (long) LONG.get(text, at);
            long ends = word - (' ' + 1) * EVERY_BYTE & ~word & 0x80 * EVERY_BYTE;
            if (ends != 0) {
                return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < text.length && (text[at] & 0xff) > ' ') {
            at++;
        }
        return at;
    }

    private void read() {
        if (askedFor != null) {
            return;
        }
        synchronized (symbols) {
            if (symbols.first == null) {
                readSymbols();
                symbols.first = this;
            }
            FunctionMap first = symbols.first;
            text = first.text;
            addresses = first.addresses;
            names = first.names;
            lengths = first.lengths;
        }
        found = new int[1 << CACHE_BITS];
        found[0] = search(Long.MIN_VALUE);
        askedFor = new long[1 << CACHE_BITS];
    }

    private void readSymbols() {
        text = symbols.text.get();
        addresses = new long[text.length / USUAL_LINE + 16];
        names = new int[addresses.length];
        lengths = new short[addresses.length];
        int count = readLines();
        int[] order = AddressOrder.of(addresses, count);
        long[] startsRead = addresses;
        int[] namesRead = names;
        short[] lengthsRead = lengths;
        addresses = new long[count];
        names = new int[count];
        lengths = new short[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = startsRead[order[i]];
            names[i] = namesRead[order[i]];
            lengths[i] = lengthsRead[order[i]];
        }
    }

    /**
     * Byte by byte, in one method: more than 100,000 lines are read before the compilers know of it, by code that is
     * interpreted, or compiled at once and badly.
     */
    private int readLines() {
        byte[] read = text;
        byte[] digits = DIGITS;
        int end = read.length;
        int count = 0;
        int at = 0;
        while (at < end) {
            long address = 0;
            int digit;
            int first = at;
            while (at < end && (digit = digits[read[at] & 0xff]) >= 0) {
                address = address << 4 | digit;
                at++;
            }
            boolean plain = at > first && at + 3 < end && read[at] == ' ' && read[at + 2] == ' ';
            if (plain && isFunction(read[at + 1], read[at + 3])) {
                int name = at + 3;
                at = name;
                while (at < end && (read[at] & 0xff) > ' ') {
                    at++;
                }
                if (count == addresses.length) {
                    grow();
                }
                addresses[count] = address ^ Long.MIN_VALUE;
                names[count] = name;
                lengths[count++] = (short) Math.min(Short.MAX_VALUE, at - name);
            }
            while (at < end && read[at] != '\n') {
                at++;
            }
            at++;
        }
        return count;
    }

    private void grow() {
        addresses = Arrays.copyOf(addresses, 2 * addresses.length);
        names = Arrays.copyOf(names, addresses.length);
        lengths = Arrays.copyOf(lengths, addresses.length);
    }

    private static byte[] digits() {
        byte[] digits = new byte[1 << Byte.SIZE];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < 16; i++) {
            digits[Character.forDigit(i, 16)] = (byte) i;
            digits[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
        return digits;
    }

    /** ARM has many {@code $a} that are no functions; x86-64 has per-CPU offsets as absolute symbols. */
    private static boolean isFunction(byte type, byte first) {
        return type != 'A' && type != 'a' && first != '$' && first > ' ';
    }
}
