package dev.jftrace.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of one command, taken in the order in which they stand, as trace-cmd's grammar wants it. Each is an action, because
 * the meaning of many depends on what stood before them. Letters may be joined and a value may follow its letter at once
 * ({@code -tq}, {@code -ofile}); long options take {@code =} or the next word.
 */
final class OptionTable {
    static final char NO_LETTER = 0;

    /** What an option does with its value; the value is null where it takes none. */
    interface Action {
        void take(String value) throws UsageException;
    }

    private record Option(char letter, String name, String value, boolean optional, String help, Action action) {
        String shown() {
            String dashes =
                    letter == NO_LETTER ? "--" + name : name == null ? "-" + letter : "-" + letter + ", --" + name;
            if (optional) {
                return dashes + "[=" + value + ']';
            }
            return value == null ? dashes : dashes + " " + value;
        }
    }

    private final String usage;
    private final List<Option> options = new ArrayList<>();
    private boolean operandsLast;

    /** @param usage the command's name and operands, as {@code "report [OPTION]... [FILE]"} */
    OptionTable(String usage) {
        this.usage = usage;
    }

    /** The first word that is no option ends them: it begins a command with options of its own. */
    OptionTable operandsLast() {
        operandsLast = true;
        return this;
    }

    OptionTable flag(char letter, String name, String help, Action action) {
        options.add(new Option(letter, name, null, false, help, action));
        return this;
    }

    OptionTable flag(String name, String help, Action action) {
        return flag(NO_LETTER, name, help, action);
    }

    OptionTable value(char letter, String name, String value, String help, Action action) {
        options.add(new Option(letter, name, value, false, help, action));
        return this;
    }

    OptionTable value(String name, String value, String help, Action action) {
        return value(NO_LETTER, name, value, help, action);
    }

    /** One whose value can be left out; if it is there, it follows its letter at once, or a {@code =}. */
    OptionTable optional(char letter, String name, String value, String help, Action action) {
        options.add(new Option(letter, name, value, true, help, action));
        return this;
    }

    /** Does what the options say. @return the operands */
    List<String> take(List<String> words) throws UsageException {
        List<String> operands = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at++);
            if (word.equals("--")) {
                operands.addAll(words.subList(at, words.size()));
                return operands;
            } else if (word.startsWith("--")) {
                at = takeLong(word.substring(2), words, at);
            } else if (word.startsWith("-") && word.length() > 1) {
                at = takeLetters(word, words, at);
            } else if (operandsLast) {
                operands.addAll(words.subList(at - 1, words.size()));
                return operands;
            } else {
                operands.add(word);
            }
        }
        return operands;
    }

    private int takeLong(String word, List<String> words, int next) throws UsageException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = named(name);
        if (option.value == null) {
            if (equals >= 0) {
                throw new UsageException(command() + ": --" + name + " takes no value");
            }
            option.action.take(null);
            return next;
        }
        if (equals >= 0) {
            option.action.take(word.substring(equals + 1));
            return next;
        }
        if (option.optional) {
            option.action.take(null);
            return next;
        }
        option.action.take(following(option, words, next));
        return next + 1;
    }

    private int takeLetters(String word, List<String> words, int next) throws UsageException {
        for (int i = 1; i < word.length(); i++) {
            Option option = lettered(word.charAt(i));
            if (option.value == null) {
                option.action.take(null);
            } else if (i + 1 < word.length()) {
                option.action.take(word.substring(i + 1));
                return next;
            } else if (option.optional) {
                option.action.take(null);
            } else {
                option.action.take(following(option, words, next));
                return next + 1;
            }
        }
        return next;
    }

    private String following(Option option, List<String> words, int next) throws UsageException {
        if (next == words.size()) {
            throw new UsageException(command() + ": " + option.shown() + ": the value is missing");
        }
        return words.get(next);
    }

    private Option named(String name) throws UsageException {
        for (Option option : options) {
            if (name.equals(option.name)) {
                return option;
            }
        }
        throw unknown("--" + name);
    }

    private Option lettered(char letter) throws UsageException {
        for (Option option : options) {
            if (letter == option.letter) {
                return option;
            }
        }
        throw unknown("-" + letter);
    }

    private UsageException unknown(String option) {
        return new UsageException(command() + ": no option '" + option + "'; see 'jftrace " + command() + " --help'");
    }

    String command() {
        int end = usage.indexOf(' ');
        return end < 0 ? usage : usage.substring(0, end);
    }

    String help() {
        StringBuilder text = new StringBuilder("usage: jftrace ").append(usage).append("\n\n");
        for (Option option : options) {
            String shown = option.shown();
            text.append("  ").append(shown);
            text.repeat(' ', Math.max(2, 26 - shown.length()))
                    .append(option.help)
                    .append('\n');
        }
        return text.toString();
    }
}
