package dev.jftrace.record.jfr;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What stands behind {@code ~}: a whole text, with {@code *}, {@code ?} and {@code [a-z]} as in a shell; {@code !} before it is not. */
final class FilterGlob {
    private FilterGlob() {}

    static Predicate<String> of(String glob) {
        if (glob.startsWith("!")) {
            return of(glob.substring(1)).negate();
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (end > 0) {
                regex.append(set(glob.substring(i + 1, end)));
                i = end;
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
            }
        }
        try {
            return Pattern.compile(regex.toString()).asMatchPredicate();
        } catch (PatternSyntaxException e) {
            return text -> false; // a range upside down
        }
    }

    private static String set(String inside) {
        boolean not = inside.startsWith("!") && inside.length() > 1;
        String letters = (not ? inside.substring(1) : inside).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
        return (not ? "[^" : "[") + letters + "]";
    }
}
