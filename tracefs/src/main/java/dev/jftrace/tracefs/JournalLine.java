package dev.jftrace.tracefs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A line of the journal: columns between TABs, the last one the CRC-32C of all before it. A torn line does not pass for one. */
final class JournalLine {
    private static final int HEX = 16;

    private JournalLine() {}

    /** With its newline. */
    static byte[] of(String... columns) {
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            line.append(escaped(column)).append('\t');
        }
        return (line + sum(line.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @return the columns without the sum; empty if this is no whole line */
    static Optional<String[]> parse(String line) {
        int end = line.lastIndexOf('\t') + 1;
        if (end == 0 || !line.substring(end).equals(sum(line.substring(0, end)))) {
            return Optional.empty();
        }
        String[] columns = line.substring(0, end - 1).split("\t", -1);
        return Optional.of(Arrays.stream(columns).map(JournalLine::unescaped).toArray(String[]::new));
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    /** No column holds what ends a column or a line. */
    private static String escaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> plain.append("\\\\");
                case '\n' -> plain.append("\\n");
                case '\t' -> plain.append("\\t");
                default -> plain.append(c < ' ' || c == 0x7f ? String.format("\\x%02x", (int) c) : String.valueOf(c));
            }
        }
        return plain.toString();
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char next = text.charAt(++i);
            if (next == 'x' && i + 2 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), HEX));
                i += 2;
            } else {
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            }
        }
        return plain.toString();
    }
}
