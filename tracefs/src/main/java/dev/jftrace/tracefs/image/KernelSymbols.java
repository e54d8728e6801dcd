package dev.jftrace.tracefs.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Addresses of a few symbols, from /proc/kallsyms or a System.map: {@code ffffffff81a00000 T ftrace_stub}. */
public final class KernelSymbols {
    private static final int LONGEST_LINE = 1024;
    private static final int BUFFER = 1 << 16;
    private static final String STUB = "The real System.map";

    private final Map<String, Long> addresses;
    private final long count;

    private KernelSymbols(Map<String, Long> addresses, long count) {
        this.addresses = addresses;
        this.count = count;
    }

    /** @throws IOException if the file can't be read, or has no symbols */
    public static KernelSymbols read(Path file, Set<String> wanted) throws IOException {
        Map<String, Long> addresses = new HashMap<>();
        long count = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            byte[] line = new byte[LONGEST_LINE];
            for (int length = line(in, line); length >= 0; length = line(in, line)) {
                count++;
                take(line, length, wanted, addresses);
                if (count == 1 && new String(line, 0, length, StandardCharsets.US_ASCII).contains(STUB)) {
                    throw new ImageException(
                            file.toString(),
                            "this is Debian's placeholder: the System.map is in the kernel's -dbg package");
                }
            }
        }
        if (count == 0) {
            throw new ImageException(file.toString(), "expected symbols, found nothing");
        }
        return new KernelSymbols(addresses, count);
    }

    /** @return its length, cut to the array's; -1 at the end */
    private static int line(InputStream in, byte[] line) throws IOException {
        int length = 0;
        int c = in.read();
        if (c < 0) {
            return -1;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (length < line.length) {
                line[length++] = (byte) c;
            }
        }
        return length;
    }

    /** No String is made of the 200,000 lines that nobody asked for. */
    private static void take(byte[] line, int length, Set<String> wanted, Map<String, Long> addresses) {
        int type = 0;
        while (type < length && line[type] != ' ') {
            type++;
        }
        int name = type + 3;
        if (name >= length || (line[name] != 'f' && line[name] != '_')) {
            return;
        }
        int end = name;
        while (end < length && line[end] != '\t' && line[end] != ' ') {
            end++;
        }
        String symbol = new String(line, name, end - name, StandardCharsets.ISO_8859_1);
        if (end == length && wanted.contains(symbol)) {
            String digits = new String(line, 0, type, StandardCharsets.ISO_8859_1);
            if (digits.matches("[0-9a-fA-F]{1,16}")) {
                addresses.putIfAbsent(symbol, Long.parseUnsignedLong(digits, 16));
            }
        }
    }

    public OptionalLong address(String symbol) {
        Long address = addresses.get(symbol);
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    public boolean has(String symbol) {
        return addresses.containsKey(symbol);
    }

    /** Whether the kernel shows names but keeps the addresses to itself (kptr_restrict, or not root). */
    public boolean hidden() {
        return !addresses.isEmpty() && addresses.values().stream().allMatch(address -> address == 0);
    }

    /** How many symbols there are in all. */
    public long count() {
        return count;
    }
}
