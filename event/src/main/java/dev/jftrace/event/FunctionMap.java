package dev.jftrace.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names for addresses, from the text of {@code /proc/kallsyms}: {@code address type name[\t[module]]} a line. The text
 * of a kernel is 5 to 15 MB, so names stay in it, and it is read at the first question only.
 */
public final class FunctionMap {
    private static final byte[] NOTHING = {};

    private byte[] unread;
    private byte[] text = NOTHING;

    /** Sorted, with the sign bit flipped, so that signed comparison orders them as unsigned. */
    private long[] addresses = {};

    private int[] names = {};

    private FunctionMap(byte[] kallsyms) {
        unread = kallsyms;
    }

    public static FunctionMap parse(byte[] kallsyms) {
        return new FunctionMap(kallsyms);
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
        long key = address ^ Long.MIN_VALUE;
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
        int start = names[index];
        return out.append(text, start, endOfWord(start) - start);
    }

    public String name(int index) {
        int start = names[index];
        return new String(text, start, endOfWord(start) - start, StandardCharsets.ISO_8859_1);
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
        while (at < text.length && (text[at] & 0xff) > ' ') {
            at++;
        }
        return at;
    }

    private void read() {
        if (unread == null) {
            return;
        }
        text = unread;
        unread = null;
        int lines = 0;
        for (byte b : text) {
            if (b == '\n') {
                lines++;
            }
        }
        long[] starts = new long[lines + 1];
        int[] words = new int[lines + 1];
        int count = readLines(starts, words);
        int[] order = AddressOrder.of(starts, count);
        addresses = new long[count];
        names = new int[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = starts[order[i]];
            names[i] = words[order[i]];
        }
    }

    private int readLines(long[] starts, int[] words) {
        int count = 0;
        int at = 0;
        while (at < text.length) {
            long address = 0;
            int digit;
            int first = at;
            while (at < text.length && (digit = hexDigit(text[at])) >= 0) {
                address = address << 4 | digit;
                at++;
            }
            boolean plain = at > first && at + 3 < text.length && text[at] == ' ' && text[at + 2] == ' ';
            if (plain && isFunction(text[at + 1], text[at + 3])) {
                starts[count] = address ^ Long.MIN_VALUE;
                words[count++] = at + 3;
            }
            while (at < text.length && text[at] != '\n') {
                at++;
            }
            at++;
        }
        return count;
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = (b | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    /** ARM has many {@code $a} that are no functions; x86-64 has per-CPU offsets as absolute symbols. */
    private static boolean isFunction(byte type, byte first) {
        return type != 'A' && type != 'a' && first != '$' && first > ' ';
    }
}
