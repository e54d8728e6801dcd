package dev.jftrace.record.jvm;

/** What a call returned, as the kernel keeps it: a number. */
final class ReturnValue {
    private static final int MOST_DIGITS = 18;

    private ReturnValue() {}

    /** @param result as text. @return 1 for true, 0 for false and whatever is no whole number */
    static long of(byte[] result) {
        boolean negative = result.length > 0 && result[0] == '-';
        int first = negative ? 1 : 0;
        if (result.length == 4 && result[0] == 't') {
            return 1;
        }
        if (result.length == first || result.length - first > MOST_DIGITS + 1) {
            return 0;
        }
        long value = 0;
        for (int i = first; i < result.length; i++) {
            if (result[i] < '0' || result[i] > '9') {
                return 0;
            }
            // Counted downwards: the least long has no positive one.
            value = value * 10 - (result[i] - '0');
        }
        return negative ? value : -value;
    }
}
