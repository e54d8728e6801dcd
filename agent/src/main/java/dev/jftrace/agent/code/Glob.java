package dev.jftrace.agent.code;

/**
 * A pattern as {@code set_ftrace_filter} takes it: {@code *} any text, {@code ?} any character, {@code [a-z]} and
 * {@code [!a-z]} one of a set, {@code \} takes the next character as it is. It must match the whole name.
 */
final class Glob {
    private final String pattern;
    private final String literal;

    /** It is a text and a star behind it, or a text alone. */
    private final boolean anyEnd;

    private final boolean plain;

    Glob(String pattern) {
        this.pattern = pattern;
        this.literal = literalPrefix(pattern);
        this.plain = literal.equals(pattern);
        this.anyEnd = pattern.length() == literal.length() + 1 && pattern.endsWith("*") && pattern.startsWith(literal);
    }

    /** The text, without escapes, in front of the first wildcard. */
    String literal() {
        return literal;
    }

    @Override
    public String toString() {
        return pattern;
    }

    boolean matchesOrNull(String name) {
        return name != null && matches(name);
    }

    /** Whether a text that begins with this name, and goes on, may be matched. */
    boolean mayMatchMoreThan(String name) {
        return !plain && name.startsWith(literal) || literal.startsWith(name);
    }

    boolean matches(String name) {
        if (anyEnd) {
            return name.startsWith(literal);
        }
        return plain ? name.equals(literal) : name.startsWith(literal) && matchesElements(name);
    }

    /**
     * On a mismatch only the last star is tried again, one character further: that is enough, and never exponential.
     */
    private boolean matchesElements(String name) {
        int p = 0;
        int n = 0;
        int starAt = -1;
        int starName = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starAt = ++p;
                starName = n;
                continue;
            }
            int next = p < pattern.length() ? step(p, name.charAt(n)) : -1;
            if (next >= 0) {
                p = next;
                n++;
            } else if (starAt >= 0) {
                p = starAt;
                n = ++starName;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** The index behind the element at {@code p} if it matches {@code c}, else -1. */
    private int step(int p, char c) {
        char element = pattern.charAt(p);
        if (element == '?') {
            return p + 1;
        }
        if (element == '[') {
            int close = setEnd(p);
            if (close > 0) {
                return inSet(p + 1, close, c) ? close + 1 : -1;
            }
        }
        if (element == '\\' && p + 1 < pattern.length()) {
            return pattern.charAt(p + 1) == c ? p + 2 : -1;
        }
        return element == c ? p + 1 : -1;
    }

    /** Index of the bracket that closes the set opened at {@code p}, or -1: then the bracket is a plain character. */
    private int setEnd(int p) {
        int first = p + 1 < pattern.length() && pattern.charAt(p + 1) == '!' ? p + 2 : p + 1;
        return pattern.indexOf(']', first + 1);
    }

    private boolean inSet(int from, int to, char c) {
        boolean negated = pattern.charAt(from) == '!';
        boolean found = false;
        for (int i = negated ? from + 1 : from; i < to; i++) {
            char low = pattern.charAt(i);
            char high = low;
            if (i + 2 < to && pattern.charAt(i + 1) == '-') {
                high = pattern.charAt(i + 2);
                i += 2;
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }

    private static String literalPrefix(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                break;
            }
            if (c == '\\' && i + 1 < pattern.length()) {
                c = pattern.charAt(++i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
