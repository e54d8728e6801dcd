package dev.jftrace.record.attach;

import java.util.List;
import java.util.Set;

/**
 * What a {@code java} command line runs.
 *
 * @param main the main class, {@code module/class}, jar or source file; "" where the words do not tell
 * @param options all words before it
 */
record JavaWords(String main, List<String> options) {
    /** Options whose value is the next word. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");

    private static final Set<String> BEFORE_MAIN = Set.of("-jar", "-m", "--module");

    /** @param words the command line, its program first */
    static JavaWords of(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (BEFORE_MAIN.contains(word)) {
                return new JavaWords(i + 1 < words.size() ? words.get(i + 1) : "", words.subList(1, i));
            }
            if (word.startsWith("--module=")) {
                return new JavaWords(word.substring("--module=".length()), words.subList(1, i));
            }
            if (word.startsWith("@")) {
                return new JavaWords("", words.subList(1, words.size()));
            }
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                return new JavaWords(word, words.subList(1, i));
            }
        }
        return new JavaWords("", words.subList(Math.min(1, words.size()), words.size()));
    }
}
