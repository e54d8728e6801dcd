package dev.jftrace.event.printfmt;

/** Numbers as C writes them. */
final class Numerals {
    private Numerals() {}

    /** As strtoull with base 0 does: stops at the first char that is no digit; 0 where there is none. */
    static long parse(String text) {
        boolean negative = text.startsWith("-");
        int at = negative ? 1 : 0;
        int base = 10;
        if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
            base = 16;
            at += 2;
        } else if (text.startsWith("0", at)) {
            base = 8;
        }
        long value = 0;
        for (; at < text.length(); at++) {
            int digit = text.charAt(at) < 128 ? Character.digit(text.charAt(at), base) : -1;
            if (digit < 0) {
                break;
            }
            value = value * base + digit;
        }
        return negative ? -value : value;
    }
}
