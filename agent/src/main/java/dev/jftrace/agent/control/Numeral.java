package dev.jftrace.agent.control;

/**
 * A number as the kernel reads it (kstrtoul, base 10): digits, perhaps a plus before them and one newline behind them,
 * and nothing else.
 */
final class Numeral {
    private static final int MOST_DIGITS = 20;

    private Numeral() {}

    static long parse(String written) throws ControlException {
        String text = written.endsWith("\n") ? written.substring(0, written.length() - 1) : written;
        int first = text.startsWith("+") ? 1 : 0;
        if (first == text.length()) {
            throw notANumber(text);
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw notANumber(text);
            }
        }
        return value(text.substring(first));
    }

    /** The kernel's is an unsigned long; what a long of Java's can't hold is out of range here. */
    private static long value(String digits) throws ControlException {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            String shown = digits.length() > MOST_DIGITS ? digits.substring(0, MOST_DIGITS) + "..." : digits;
            throw new ControlException(Errno.ERANGE, "'" + shown + "' is too large");
        }
    }

    private static ControlException notANumber(String text) {
        return new ControlException(Errno.EINVAL, "expected a number in digits, found '" + text + "'");
    }
}
