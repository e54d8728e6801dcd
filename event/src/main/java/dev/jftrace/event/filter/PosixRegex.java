package dev.jftrace.event.filter;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A basic regular expression of POSIX with GNU's additions ({@code \|}, {@code \+}, {@code \?}), as regcomp(3) takes
 * it, said in Java's words. Without regard to case.
 */
final class PosixRegex {
    private static final int DEEPEST = 100;

    /** Java's matcher recurses with the length of its pattern. */
    private static final int LONGEST = 1000;

    /** Repeats of what holds repeats: Java's matcher tries all ways to share what it matches among them. */
    private static final int MOST_NESTED_REPEATS = 2;

    private static final String JAVA_ONLY = "(){}|+?";

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;

    /** Where the atom that a {@code *} would repeat starts in {@link #out}; -1 where there is none. */
    private int atom = -1;

    private boolean repeated;
    private final int[] open = new int[DEEPEST];

    /** How deep repeats are nested within each group that is open, and within the last atom. */
    private final int[] repeats = new int[DEEPEST + 1];

    private int repeatsOfAtom;

    private PosixRegex(String text) {
        this.text = text;
    }

    /** @throws PatternSyntaxException with the place in this text */
    static Pattern compile(String text) {
        PosixRegex regex = new PosixRegex(text);
        if (text.length() > LONGEST) {
            throw regex.fault("longer than " + LONGEST + " chars");
        }
        while (regex.at < text.length()) {
            regex.next();
        }
        if (regex.depth > 0) {
            throw regex.fault("a \\( has no \\)");
        }
        return Pattern.compile(regex.out.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private void next() {
        char c = text.charAt(at++);
        switch (c) {
            case '\\':
                escaped();
                break;
            case '[':
                bracket();
                break;
            case '*':
                repeat("*");
                break;
            case '^':
                atom(atom < 0 && isStart() ? "^" : "\\^", atom < 0 && isStart());
                break;
            case '$':
                boolean end = at == text.length() || text.startsWith("\\)", at) || text.startsWith("\\|", at);
                atom(end ? "$" : "\\$", end);
                break;
            default:
                atom(JAVA_ONLY.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c), false);
        }
    }

    private boolean isStart() {
        return out.length() == 0 || out.charAt(out.length() - 1) == '(' || out.charAt(out.length() - 1) == '|';
    }

    private void atom(String java, boolean anchor) {
        atom = anchor ? -1 : out.length();
        repeated = false;
        repeatsOfAtom = 0;
        out.append(java);
    }

    private void escaped() {
        if (at == text.length()) {
            throw fault("nothing after the last \\");
        }
        char c = text.charAt(at++);
        switch (c) {
            case '(':
                if (depth == DEEPEST) {
                    throw fault("too many \\(");
                }
                open[depth++] = out.length();
                repeats[depth] = 0;
                out.append('(');
                atom = -1;
                break;
            case ')':
                if (depth == 0) {
                    throw fault("a \\) without its \\(");
                }
                out.append(')');
                repeatsOfAtom = repeats[depth];
                atom = open[--depth];
                repeats[depth] = Math.max(repeats[depth], repeatsOfAtom);
                repeated = false;
                break;
            case '|':
                out.append('|');
                atom = -1;
                break;
            case '+':
            case '?':
                repeat(String.valueOf(c));
                break;
            case '{':
                interval();
                break;
            default:
                word(c);
        }
    }

    private void word(char c) {
        switch (c) {
            case '<':
                atom("\\b(?=\\w)", true);
                break;
            case '>':
                atom("\\b(?<=\\w)", true);
                break;
            case '`':
                atom("\\A", true);
                break;
            case '\'':
                atom("\\z", true);
                break;
            default:
                boolean known = "wWsSbB".indexOf(c) >= 0 || c >= '1' && c <= '9';
                atom(known ? "(?:\\" + c + ")" : Pattern.quote(String.valueOf(c)), false);
        }
    }

    private void interval() {
        int end = text.indexOf("\\}", at);
        String counts = end < 0 ? "" : text.substring(at, end);
        if (!counts.matches("\\d{1,5}(,\\d{0,5})?")) {
            throw fault("expected \\{count\\} or \\{least,most\\}");
        }
        at = end + 2;
        repeat("{" + counts + "}");
    }

    /**
     * What has nothing before it stands for itself. What is repeated already is put in brackets: Java would take
     * {@code a*+} for something else.
     */
    private void repeat(String quantifier) {
        if (atom < 0) {
            if (quantifier.startsWith("{")) {
                throw fault("nothing before the \\{ to be repeated");
            }
            atom("\\" + quantifier, false);
            return;
        }
        if (repeated) {
            if (merge(quantifier)) {
                return;
            }
            out.insert(atom, "(?:").append(')');
        }
        if (++repeatsOfAtom > MOST_NESTED_REPEATS) {
            throw fault("more than " + MOST_NESTED_REPEATS + " repeats, one within the other");
        }
        repeats[depth] = Math.max(repeats[depth], repeatsOfAtom);
        out.append(quantifier);
        repeated = true;
    }

    /**
     * {@code a**} is {@code a*}, and so is {@code a+?}, but Java's matcher would try all ways to share what it matches
     * among the repeats: each one more takes it a multiple of the time.
     *
     * @return false for counts, which can't be
     */
    private boolean merge(String quantifier) {
        int last = out.length() - 1;
        char before = out.charAt(last);
        if (quantifier.length() > 1 || before == '}') {
            return false;
        }
        out.setCharAt(last, before == quantifier.charAt(0) ? before : '*');
        return true;
    }

    private void bracket() {
        int end = at;
        if (end < text.length() && text.charAt(end) == '^') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == ']') {
            end++;
        }
        while (end < text.length() && text.charAt(end) != ']') {
            if (text.startsWith("[:", end) && text.indexOf(":]", end + 2) > 0) {
                end = text.indexOf(":]", end + 2) + 1;
            }
            end++;
        }
        if (end >= text.length()) {
            throw fault("a [ has no ]");
        }
        atom(set(text.substring(at, end)), false);
        at = end + 1;
    }

    private String set(String content) {
        boolean not = content.startsWith("^");
        StringBuilder set = new StringBuilder(not ? "[^" : "[");
        for (int i = not ? 1 : 0; i < content.length(); i++) {
            char c = content.charAt(i);
            int close = content.startsWith("[:", i) ? content.indexOf(":]", i + 2) : -1;
            if (close > 0) {
                set.append(named(content.substring(i + 2, close)));
                i = close + 1;
            } else {
                set.append("[]\\^&".indexOf(c) >= 0 ? "\\" + c : c);
            }
        }
        return set.append(']').toString();
    }

    private String named(String name) {
        switch (name) {
            case "alpha":
            case "digit":
            case "alnum":
            case "upper":
            case "lower":
            case "punct":
            case "graph":
            case "print":
            case "blank":
            case "space":
            case "cntrl":
                return "\\p{" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "}";
            case "xdigit":
                return "\\p{XDigit}";
            default:
                throw fault("no class [:" + name + ":]");
        }
    }

    private PatternSyntaxException fault(String what) {
        return new PatternSyntaxException(what, text, at);
    }
}
