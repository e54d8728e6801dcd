package dev.jftrace.agent.control;

import java.nio.charset.StandardCharsets;

/**
 * Takes one token a write, as the kernel's files of functions do (trace_get_user): white space before it is skipped, white space or
 * a NUL ends it, and a token without an end goes on in the next write. Unlike the kernel's, a token goes on to the end of its line
 * where {@code if} and a condition follow it in the same write.
 */
final class TokenReader {
    /** The kernel takes KSYM_SYMBOL_LEN + 4; Java's names are longer. */
    private static final int LONGEST = 4096;

    private final byte[] token = new byte[LONGEST];
    private int length;
    private boolean unfinished;
    private boolean conditional;

    /** @return how many bytes were taken */
    int take(byte[] bytes) throws ControlException {
        int at = 0;
        if (!unfinished) {
            length = 0;
            conditional = false;
            while (at < bytes.length && ends(bytes[at])) {
                at++;
                if (bytes[at - 1] == 0) {
                    return at;
                }
            }
        }
        while (at < bytes.length && !ends(bytes, at)) {
            if (length == LONGEST) {
                length = 0;
                unfinished = false;
                throw new ControlException(Errno.EINVAL, "a name of more than " + LONGEST + " bytes");
            }
            token[length++] = bytes[at++];
        }
        unfinished = length > 0 && at == bytes.length;
        return length > 0 && at < bytes.length ? at + 1 : at;
    }

    private boolean ends(byte[] bytes, int at) {
        conditional |= length > 0 && startsCondition(bytes, at);
        return conditional ? bytes[at] == '\n' || bytes[at] == 0 : ends(bytes[at]);
    }

    private static boolean startsCondition(byte[] bytes, int at) {
        return at + 3 < bytes.length
                && bytes[at] == ' '
                && bytes[at + 1] == 'i'
                && bytes[at + 2] == 'f'
                && bytes[at + 3] == ' ';
    }

    private static boolean ends(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r' || b == 0;
    }

    /** Whether a token is there, and white space ended it. */
    boolean isFinished() {
        return length > 0 && !unfinished;
    }

    boolean isUnfinished() {
        return length > 0 && unfinished;
    }

    /** The token, which then counts as taken. */
    String token() {
        String text = new String(token, 0, length, StandardCharsets.UTF_8);
        length = 0;
        unfinished = false;
        return text;
    }
}
