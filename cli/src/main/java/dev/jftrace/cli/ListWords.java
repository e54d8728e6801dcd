package dev.jftrace.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The words of {@code list}: {@code -e}, {@code -o} and {@code -f} are flags that may have a regular expression as the word after
 * them.
 */
final class ListWords {
    private final Map<Character, String> expressions = new HashMap<>();
    private final List<String> options = new ArrayList<>();

    ListWords(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            options.add(word);
            boolean takes = word.matches("-[eof]");
            if (takes && i + 1 < words.size() && !words.get(i + 1).startsWith("-")) {
                expressions.put(word.charAt(1), words.get(++i));
            }
        }
    }

    /** Without the expressions. */
    List<String> options() {
        return options;
    }

    /** What is left: the expression for -e that did not stand behind it at once, as in {@code -e -F sched}. */
    void operands(List<String> operands) throws UsageException {
        if (operands.size() > 1 || !operands.isEmpty() && expressions.containsKey('e')) {
            throw new UsageException(
                    "list: one regular expression for an option, but there is '" + operands.getLast() + "'");
        }
        operands.forEach(operand -> expressions.put('e', operand));
        pattern('e');
    }

    /** The expression of an option; null if it has none. */
    String of(char option) {
        return expressions.get(option);
    }

    /** What fits the expression of an option; all if it has none. */
    Predicate<String> pattern(char option) throws UsageException {
        return LiveListing.pattern(expressions.getOrDefault(option, ""));
    }
}
