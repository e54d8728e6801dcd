package dev.jftrace.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format strings of trace_printk() by their address in the kernel, from the text of {@code printk_formats}: read at the
 * first question, which few traces ask. Threads may share it.
 */
public final class PrintkFormats {
    private final byte[] text;

    /** Null before the first question. */
    private volatile Lines lines;

    private PrintkFormats(byte[] text) {
        this.text = text;
    }

    public static PrintkFormats parse(byte[] text) {
        return new PrintkFormats(text);
    }

    private Lines lines() {
        Lines read = lines;
        return read == null ? read() : read;
    }

    private synchronized Lines read() {
        if (lines == null) {
            lines = new Lines(text);
        }
        return lines;
    }

    /** What was read; it does not change. */
    private static final class Lines {
        final Map<Long, String> byAddress = new HashMap<>();
        final List<Long> addresses = new ArrayList<>();

        Lines(byte[] text) {
            for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n")) {
                add(line);
            }
        }

        /** A line: {@code 0xffffffff81c3a4f0 : "%s: done\n"}. */
        private void add(String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return;
            }
            String digits = line.substring(0, colon).strip();
            try {
                long address = Long.parseUnsignedLong(digits.startsWith("0x") ? digits.substring(2) : digits, 16);
                addresses.add(address);
                byAddress.put(address, unquoted(line.substring(colon + 1).strip()));
            } catch (NumberFormatException noAddress) {
                return;
            }
        }
    }

    private static String unquoted(String text) {
        int start = text.startsWith("\"") ? 1 : 0;
        int end = text.length() > start && text.endsWith("\"") ? text.length() - 1 : text.length();
        String inner = text.substring(start, end);
        return inner.endsWith("\\n") ? inner.substring(0, inner.length() - 2) : inner;
    }

    /** In ascending order without sign; one that the text has more than once is here as often. */
    public List<Long> addresses() {
        return lines().addresses.stream().sorted(Long::compareUnsigned).toList();
    }

    /** @return without quotes and without the new line at its end, escapes as they stand; null if unknown */
    public String find(long address) {
        return lines().byAddress.get(address);
    }

    public int size() {
        return lines().byAddress.size();
    }
}
