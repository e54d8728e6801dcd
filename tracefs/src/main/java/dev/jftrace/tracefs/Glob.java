package dev.jftrace.tracefs;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The kernel's pattern of a whole text (lib/glob.c): {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}, and a backslash before what is
 * meant as it is.
 */
public final class Glob {
    private Glob() {}

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
    }

    public static Predicate<String> of(String glob) {
        if (!isPattern(glob)) {
            return glob::equals;
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
            return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
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
